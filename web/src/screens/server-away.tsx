import RotateCw from 'lucide-solid/icons/rotate-cw'
import Unplug from 'lucide-solid/icons/unplug'
import WifiOff from 'lucide-solid/icons/wifi-off'
import { type Component, createSignal, onCleanup, Show } from 'solid-js'
import { screensTexts as t } from '../i18n/screens.ts'
import { Message } from './message.tsx'
import { pauseBefore } from './retry.ts'

/** Tries again and again, each pause longer than the last. `attempt` resolves to false while there is no answer. */
export const ServerAway: Component<{ attempt: () => Promise<boolean>; retryAfter?: number | undefined }> = (props) => {
  const [online, setOnline] = createSignal(navigator.onLine)
  const [trying, setTrying] = createSignal(false)
  const [left, setLeft] = createSignal(pauseBefore(1, props.retryAfter))
  let attempts = 1
  let gone = false

  const attempt = async () => {
    if (trying()) return
    setTrying(true)
    const answered = await props.attempt()
    if (gone || answered) return
    setTrying(false)
    setLeft(pauseBefore(++attempts))
  }
  const second = setInterval(() => {
    if (trying()) return
    setLeft((seconds) => seconds - 1)
    if (left() <= 0) void attempt()
  }, 1000)
  const network = () => {
    setOnline(navigator.onLine)
    if (navigator.onLine) void attempt()
  }
  addEventListener('online', network)
  addEventListener('offline', network)
  onCleanup(() => {
    gone = true
    clearInterval(second)
    removeEventListener('online', network)
    removeEventListener('offline', network)
  })

  return (
    <Message
      tab={t().awayTitle}
      title={online() ? t().away : t().offline}
      lead={online() ? t().awayLead(location.host) : t().offlineLead}
      icon={online() ? Unplug : WifiOff}
    >
      <div class="acts">
        <button type="button" class="btn primary lg" aria-busy={trying()} onClick={attempt}>
          <Show when={trying()} fallback={<RotateCw class="i" />}>
            <span class="spin" />
          </Show>
          {t().tryNow}
        </button>
      </div>
      {/* Not a live region: a countdown read out every second would drown everything else. */}
      <p class="small muted num">{trying() ? t().trying : t().nextTry(left())}</p>
    </Message>
  )
}
