import { type Accessor, createSignal } from 'solid-js'

export interface Toast {
  readonly text: string
  readonly action?: { readonly label: string; run(): void }
  /** Stays long enough to be seen by somebody who looks at somebody else. */
  readonly long?: boolean
}

export interface Toasts {
  /** One at a time. */
  readonly toast: Accessor<Toast | undefined>
  say(toast: Toast): void
  dismiss(): void
  /** Keeps the toast while somebody points at it or has focus in it. */
  hold(): void
  release(): void
}

export const createToasts = (): Toasts => {
  const [toast, setToast] = createSignal<Toast>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const hold = () => clearTimeout(timer)
  const dismiss = () => {
    hold()
    setToast(undefined)
  }
  const release = () => {
    hold()
    const now = toast()
    if (now) timer = setTimeout(dismiss, now.long ? 12_000 : now.action ? 8000 : 5000)
  }
  const say = (next: Toast) => {
    setToast(next)
    release()
  }
  return { toast, say, dismiss, hold, release }
}
