import ShieldAlert from 'lucide-solid/icons/shield-alert'
import ShieldCheck from 'lucide-solid/icons/shield-check'
import { Show } from 'solid-js'
import { useCall } from './call-context.ts'
import { t } from './words.ts'

/** Whether all that is sent in this encrypted meeting is encrypted, as LiveKit has it of every track; or who sends in clear. */
export const EncryptionBadge = () => {
  const call = useCall()
  const clear = () => call.state.people.filter((one) => one.clear).map((one) => (one.own ? t().own : one.name))
  const bad = () => clear().length > 0
  const text = () => (bad() ? t().inClear(clear().join(', ')) : t().endToEnd)
  return (
    <Show when={call.encrypted()}>
      <span class="sealed" classList={{ bad: bad() }} title={text()} role="status">
        <Show when={bad()} fallback={<ShieldCheck class="i" aria-hidden="true" />}>
          <ShieldAlert class="i" aria-hidden="true" />
        </Show>
        <span class="cut">{text()}</span>
      </span>
    </Show>
  )
}
