import { paths } from '@runde/contracts/paths'
import Users from 'lucide-solid/icons/users'
import { type Component, createSignal, onCleanup, Show } from 'solid-js'
import { meetingInfo } from '../api.ts'
import { screensTexts as t } from '../i18n/screens.ts'
import { Message } from './message.tsx'

/** Milliseconds between two looks for a free place. */
const lookEvery = 4000

/** Waits for a place if the person wants to; `onPlace` once there may be one. */
export const Full: Component<{ id: string; places?: { taken: number; max: number } | undefined; onPlace: () => void }> = (props) => {
  const [waiting, setWaiting] = createSignal(false)
  const [places, setPlaces] = createSignal(props.places)
  let timer: ReturnType<typeof setTimeout> | undefined
  let gone = false

  const look = async () => {
    let free = false
    try {
      const info = await meetingInfo(props.id)
      setPlaces({ taken: info.num_participants, max: info.max_participants })
      free = info.num_participants < info.max_participants
    } catch {
      // Ended or away: joining tells which, when the server answers again.
    }
    if (gone) return
    if (free && waiting()) return props.onPlace()
    timer = setTimeout(look, lookEvery)
  }
  void look()
  onCleanup(() => {
    gone = true
    clearTimeout(timer)
  })

  const lead = () => {
    const known = places()
    return known && known.taken >= known.max ? t().fullLead(known.taken, known.max) : t().fullLeadUnknown
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
