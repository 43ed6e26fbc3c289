import Lock from 'lucide-solid/icons/lock'
import { type Component, createSignal } from 'solid-js'
import { screensTexts as t } from '../i18n/screens.ts'
import type { Visit } from '../prejoin/visit.ts'
import { Again } from './again.tsx'
import { Message } from './message.tsx'

/** Looks whether the meeting is still locked before any device is opened again. */
export const Locked: Component<{ visit: Visit }> = (props) => {
  const [looking, setLooking] = createSignal(false)
  const [still, setStill] = createSignal(false)
  const retry = async () => {
    setLooking(true)
    setStill(false)
    const answered = await props.visit.look()
    setLooking(false)
    // What else the look has found has its own screen.
    if (!answered || props.visit.screen() !== 'locked') return
    if (props.visit.info()?.locked) setStill(true)
    else void props.visit.rejoin()
  }
  return (
    <Message tab={t().lockedTitle} title={t().locked} lead={t().lockedLead} icon={Lock}>
      <Again label={t().tryAgain} busy={looking()} onAgain={retry} />
      <p class="small muted" role="status">
        {still() ? t().stillLocked : ''}
      </p>
    </Message>
  )
}
