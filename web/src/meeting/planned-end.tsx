import { Show } from 'solid-js'
import { language } from '../i18n/language.ts'
import { timeText } from '../live/time-text.ts'
import { useCall } from './call-context.ts'
import { t } from './words.ts'

/** When the meeting is to end, for those who look for it. */
export const PlannedEnd = () => {
  const { live } = useCall()
  return (
    <Show when={live.ending().at}>{(at) => <p class="small muted num">{t().plannedEnd(timeText(at(), live.now(), language()))}</p>}</Show>
  )
}
