import { Show } from 'solid-js'
import { useCall } from './call-context.ts'

export const ToastView = () => {
  const { toasts } = useCall()
  return (
    <div class="toasts" role="status" aria-live="polite">
      <Show when={toasts.toast()} keyed>
        {(toast) => (
          <div
            class="toast"
            onPointerEnter={() => toasts.hold()}
            onPointerLeave={() => toasts.release()}
            onFocusIn={() => toasts.hold()}
            onFocusOut={() => toasts.release()}
          >
            <p class="grow">{toast.text}</p>
            <Show when={toast.action}>
              {(action) => (
                <button
                  type="button"
                  class="btn"
                  onClick={() => {
                    toasts.dismiss()
                    action().run()
                  }}
                >
                  {action().label}
                </button>
              )}
            </Show>
          </div>
        )}
      </Show>
    </div>
  )
}
