import { paths } from '@runde/contracts/paths'
import Users from 'lucide-solid/icons/users'
import { type Component, createSignal, onCleanup, Show } from 'solid-js'
import { meetingInfo } from '../api.ts'
import { screensTexts as t } from '../i18n/screens.ts'
import type { Visit } from '../prejoin/visit.ts'
import { joinQuietly } from './join-quietly.ts'
import { Message } from './message.tsx'

/** Milliseconds between two looks for a free place. */
const lookEvery = 4000

/** Waits for a place if the person wants to, and takes it. */
export const Full: Component<{ visit: Visit }> = (props) => {
  const [waiting, setWaiting] = createSignal(false)
  const [info, setInfo] = createSignal(props.visit.info())
  let timer: ReturnType<typeof setTimeout> | undefined
  let gone = false

  const look = async () => {
    let free = false
    try {
      const known = setInfo(await meetingInfo(props.visit.id))
      free = known.num_participants < known.max_participants
    } catch {
      // Ended or away: joining tells which, when the server answers again.
    }
    // A place of somebody who is about to come counts only when it is asked for: then the wait goes on.
    if (!gone && free && waiting()) await joinQuietly(props.visit)
    if (gone) return
    clearTimeout(timer)
    timer = setTimeout(look, lookEvery)
  }
  void look()
  onCleanup(() => {
    gone = true
    clearTimeout(timer)
  })

  const lead = () => {
    const known = info()
    if (!known || known.num_participants < known.max_participants) return t().fullLeadUnknown
    return t().fullLead(known.num_participants, known.max_participants)
  }
  const wait = () => {
    setWaiting(true)
    clearTimeout(timer)
    void look()
  }
  return (
    <Message tab={t().fullTitle} title={t().full} lead={lead()} icon={Users}>
      <div class="acts">
        <button type="button" class="btn primary lg" aria-busy={waiting()} onClick={wait}>
          <Show when={waiting()}>
            <span class="spin" />
          </Show>
          {waiting() ? t().waiting : t().waitForPlace}
        </button>
        <a class="btn lg" href={paths.home}>
          {t().toHome}
        </a>
      </div>
      <p class="small muted" role="status">
        {waiting() ? t().waitingHint : ''}
      </p>
    </Message>
  )
}
