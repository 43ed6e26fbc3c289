import Users from 'lucide-solid/icons/users'
import { type Component, createSignal } from 'solid-js'
import { screensTexts as t } from '../i18n/screens.ts'
import type { Visit } from '../prejoin/visit.ts'
import { Again } from './again.tsx'
import { joinQuietly } from './join-quietly.ts'
import { Message } from './message.tsx'

/** Only asking again tells whether there is a place now. */
export const LobbyFull: Component<{ visit: Visit }> = (props) => {
  const [still, setStill] = createSignal(false)
  const retry = async () => {
    setStill(false)
    await joinQuietly(props.visit)
    setStill(props.visit.screen() === 'lobby_full')
  }
  return (
    <Message tab={t().fullTitle} title={t().lobbyFull} lead={t().lobbyFullLead} icon={Users}>
      <Again label={t().tryAgain} busy={props.visit.joining()} onAgain={retry} />
      <p class="small muted" role="status">
        {still() ? t().lobbyStillFull : ''}
      </p>
    </Message>
  )
}
