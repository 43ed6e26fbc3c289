import { For, Show } from 'solid-js'
import { useCall } from './call-context.ts'
import type { Toasts } from './toasts.ts'

const ToastOf = (props: { toasts: Toasts }) => (
  <Show when={props.toasts.toast()} keyed>
    {(toast) => (
      <div
        class="toast"
        onPointerEnter={() => props.toasts.hold()}
        onPointerLeave={() => props.toasts.release()}
        onFocusIn={() => props.toasts.hold()}
        onFocusOut={() => props.toasts.release()}
      >
        <p class="grow">{toast.text}</p>
        <Show when={toast.action}>
          {(action) => (
            <button
              type="button"
              class="btn"
              onClick={() => {
                props.toasts.dismiss()
                action().run()
              }}
            >
              {action().label}
            </button>
          )}
        </Show>
        <Show when={toast.decline}>
          <button type="button" class="btn" onClick={() => props.toasts.dismiss()}>
            {toast.decline}
          </button>
        </Show>
      </div>
    )}
  </Show>
)

/** What is told, and above it what waits for an answer. */
export const ToastView = () => {
  const { questions, toasts } = useCall()
  return (
    <div class="toasts" role="status" aria-live="polite">
      <For each={[questions, toasts]}>{(shown) => <ToastOf toasts={shown} />}</For>
    </div>
  )
}
