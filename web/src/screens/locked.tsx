import { paths } from '@runde/contracts/paths'
import Lock from 'lucide-solid/icons/lock'
import RotateCw from 'lucide-solid/icons/rotate-cw'
import { type Component, createSignal, Show } from 'solid-js'
import { screensTexts as t } from '../i18n/screens.ts'
import type { Visit } from '../prejoin/visit.ts'
import { Message } from './message.tsx'

/** Looks whether the meeting is still locked before any device is opened again. */
export const Locked: Component<{ visit: Visit }> = (props) => {
  const [looking, setLooking] = createSignal(false)
  const [still, setStill] = createSignal(false)
  const retry = async () => {
    if (looking()) return
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
      <div class="acts">
        <button type="button" class="btn primary lg" aria-busy={looking()} onClick={retry}>
          <Show when={looking()} fallback={<RotateCw class="i" />}>
            <span class="spin" />
          </Show>
          {t().tryAgain}
        </button>
        <a class="btn lg" href={paths.home}>
          {t().toHome}
        </a>
      </div>
      <p class="small muted" role="status">
        {still() ? t().stillLocked : ''}
      </p>
    </Message>
  )
}
