import Users from 'lucide-solid/icons/users'
import { createSignal, onCleanup } from 'solid-js'
import { useCall } from './call-context.ts'
import { elapsed } from './elapsed.ts'
import { EndsSoon } from './ends-soon.tsx'
import { t } from './words.ts'

/** What the meeting is called and how long it has lasted for the person here. */
export const Info = () => {
  const call = useCall()
  const since = () => Math.max(0, Math.floor((Date.now() - call.startedAt()) / 1000))
  const [seconds, setSeconds] = createSignal(since())
  const timer = setInterval(() => setSeconds(since()), 1000)
  onCleanup(() => clearInterval(timer))
  return (
    <header class="info">
      <div class="grow row">
        <span class="name cut" title={call.meeting.name}>
          {call.meeting.name}
        </span>
        <time class="num">{elapsed(seconds())}</time>
        <EndsSoon />
      </div>
    </header>
  )
}

/** How many are here; opens the list of them. */
export const Side = () => {
  const call = useCall()
  return (
    <div class="side">
      <button
        type="button"
        class="ctl solo"
        aria-label={`${t().people}: ${call.state.people.length}`}
        title={`${t().people} (P)`}
        aria-keyshortcuts="P"
        aria-expanded={call.panel() === 'people'}
        onClick={() => call.setPanel(call.panel() === 'people' ? undefined : 'people')}
      >
        <Users class="i" aria-hidden="true" />
        <span class="num">{call.state.people.length}</span>
      </button>
    </div>
  )
}
