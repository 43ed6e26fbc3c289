import UserX from 'lucide-solid/icons/user-x'
import { type Component, createSignal, onCleanup } from 'solid-js'
import { screensTexts as t } from '../i18n/screens.ts'
import type { Visit } from '../prejoin/visit.ts'
import { Again } from './again.tsx'
import { followDenialReason } from './denial-reason.ts'
import { joinQuietly } from './join-quietly.ts'
import { Message } from './message.tsx'

/** The decision was about this session: with another one the person may ask again. `reason`: what was heard of it when it fell. */
export const Denied: Component<{ visit: Visit; reason: string | undefined }> = (props) => {
  const [later, setLater] = createSignal<string>()
  const lead = () => {
    const reason = props.reason ?? later()
    return reason ? t().deniedReason(reason) : t().deniedLead
  }
  let listening: Disposable | undefined
  let gone = false
  const ask = async () => {
    const token = await props.visit.entrance.participant.token()
    if (token && !gone) listening = followDenialReason(props.visit.id, token, setLater)
  }
  if (props.reason === undefined) void ask()
  onCleanup(() => {
    gone = true
    listening?.[Symbol.dispose]()
  })
  const knock = () => {
    props.visit.entrance.participant.forget()
    void joinQuietly(props.visit)
  }
  return (
    <Message tab={t().deniedTitle} title={t().denied} lead={lead()} icon={UserX}>
      <Again label={t().knockAgain} busy={props.visit.joining()} onAgain={knock} />
    </Message>
  )
}
