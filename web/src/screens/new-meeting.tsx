import CircleAlert from 'lucide-solid/icons/circle-alert'
import Video from 'lucide-solid/icons/video'
import { type Component, createSignal, Show } from 'solid-js'
import { createMeeting, pageOf } from '../home/create-meeting.ts'
import { screensTexts as t } from '../i18n/screens.ts'

/** Makes a meeting and goes there. */
export const NewMeeting: Component<{ primary?: boolean }> = (props) => {
  const [busy, setBusy] = createSignal(false)
  const [failed, setFailed] = createSignal(false)
  const create = async () => {
    if (busy()) return
    setBusy(true)
    setFailed(false)
    try {
      location.assign(pageOf(await createMeeting()))
    } catch {
      setBusy(false)
      setFailed(true)
    }
  }
  return (
    <>
      <button type="button" class={props.primary ? 'btn primary lg' : 'btn lg'} aria-busy={busy()} onClick={create}>
        <Show
          when={busy()}
          fallback={
            <Show when={props.primary}>
              <Video class="i" />
            </Show>
          }
        >
          <span class="spin" />
        </Show>
        {t().newMeeting}
      </button>
      <Show when={failed()}>
        <p class="error" role="alert">
          <CircleAlert class="i" />
          {t().createFailed}
        </p>
      </Show>
    </>
  )
}
