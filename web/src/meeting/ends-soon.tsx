import { createMemo, createSignal, onCleanup, Show } from 'solid-js'
import { isSoon, minutesLeft } from '../live/ending.ts'
import { useCall } from './call-context.ts'
import { t } from './words.ts'

/** How long the meeting still lasts, from its warning on. Said once by the warning itself: ticking is for the eye. */
export const EndsSoon = () => {
  const { live } = useCall()
  const [now, setNow] = createSignal(live.now())
  const timer = setInterval(() => setNow(live.now()), 1000)
  onCleanup(() => clearInterval(timer))
  const end = createMemo(() => (isSoon(live.ending()) ? live.ending().at : undefined))
  return <Show when={end()}>{(at) => <span class="ends num">{t().endsSoon(minutesLeft(at(), now()))}</span>}</Show>
}
