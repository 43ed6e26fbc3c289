import Lock from 'lucide-solid/icons/lock'
import Mic from 'lucide-solid/icons/mic'
import MicOff from 'lucide-solid/icons/mic-off'
import { Match, Switch } from 'solid-js'
import { useCall } from './call-context.ts'
import type { Human } from './room-store.ts'
import { t } from './words.ts'

/** Whether somebody may speak, can be heard, and speaks. */
export const MicrophoneState = (props: { person: Human }) => {
  const call = useCall()
  const muted = () => !(props.person.own ? call.microphoneOn() : props.person.microphone)
  return (
    <Switch fallback={<Mic class={call.speaking().has(props.person.identity) ? 'i live' : 'i'} aria-hidden="true" />}>
      <Match when={!props.person.permissions.microphone}>
        <span class="held" role="img" aria-label={t().microphoneLocked} title={t().microphoneLocked}>
          <MicOff class="i" aria-hidden="true" />
          <Lock class="i mark" aria-hidden="true" />
        </span>
      </Match>
      <Match when={muted()}>
        <MicOff class="i" role="img" aria-label={t().muted} />
      </Match>
    </Switch>
  )
}
