import UserX from 'lucide-solid/icons/user-x'
import type { Component } from 'solid-js'
import { screensTexts as t } from '../i18n/screens.ts'
import type { Visit } from '../prejoin/visit.ts'
import { Again } from './again.tsx'
import { joinQuietly } from './join-quietly.ts'
import { Message } from './message.tsx'

/** The decision was about this session: with another one the person may ask again. */
export const Denied: Component<{ visit: Visit; reason: string | undefined }> = (props) => {
  const knock = () => {
    props.visit.entrance.participant.forget()
    void joinQuietly(props.visit)
  }
  return (
    <Message tab={t().deniedTitle} title={t().denied} lead={props.reason ? t().deniedReason(props.reason) : t().deniedLead} icon={UserX}>
      <Again label={t().knockAgain} busy={props.visit.joining()} onAgain={knock} />
    </Message>
  )
}
