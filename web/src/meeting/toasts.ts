import { type Accessor, createSignal } from 'solid-js'

export interface Toast {
  readonly text: string
  readonly action?: { readonly label: string; run(): void }
  /** Stays long enough to be seen by somebody who looks at somebody else. */
  readonly long?: boolean
  /** What its button says that answers no: it waits for an answer, half a minute. */
  readonly decline?: string
}

export interface Toasts {
  /** One at a time. */
  readonly toast: Accessor<Toast | undefined>
  say(toast: Toast): void
  /** Says it once the present one has gone. */
  sayNext(toast: Toast): void
  dismiss(): void
  /** Dismisses this one, whether it is shown or still to come; any other stays. */
  withdraw(toast: Toast): void
  /** Keeps the toast while somebody points at it or has focus in it. */
  hold(): void
  release(): void
}

export const createToasts = (): Toasts => {
  const [toast, setToast] = createSignal<Toast>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let next: Toast | undefined
  const hold = () => clearTimeout(timer)
  const dismiss = () => {
    hold()
    setToast(next)
    next = undefined
    release()
  }
  const release = () => {
    hold()
    const now = toast()
    if (now) timer = setTimeout(dismiss, now.decline ? 30_000 : now.long ? 12_000 : now.action ? 8000 : 5000)
  }
  const say = (said: Toast) => {
    setToast(said)
    release()
  }
  const sayNext = (said: Toast) => {
    if (!toast()) return say(said)
    next = said
  }
  const withdraw = (one: Toast) => {
    if (next === one) next = undefined
    if (toast() === one) dismiss()
  }
  return { toast, say, sayNext, dismiss, withdraw, hold, release }
}
