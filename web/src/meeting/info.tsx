import ChevronDown from 'lucide-solid/icons/chevron-down'
import KeyRound from 'lucide-solid/icons/key-round'
import Lock from 'lucide-solid/icons/lock'
import Users from 'lucide-solid/icons/users'
import { createSignal, onCleanup, Show } from 'solid-js'
import { useCall } from './call-context.ts'
import { ChatButton } from './chat/chat-button.tsx'
import { elapsed } from './elapsed.ts'
import { EncryptionBadge } from './encryption-badge.tsx'
import { EndsSoon } from './ends-soon.tsx'
import { t } from './words.ts'

/** What the meeting is called, what keeps others out of it, and how long it has lasted for the person here. */
export const Info = () => {
  const call = useCall()
  const { name } = call.meeting
  const since = () => Math.max(0, Math.floor((Date.now() - call.startedAt()) / 1000))
  const [seconds, setSeconds] = createSignal(since())
  const timer = setInterval(() => setSeconds(since()), 1000)
  onCleanup(() => clearInterval(timer))
  return (
    <header class="info">
      <div class="grow row">
        <Show
          when={call.host()}
          fallback={
            <span class="name cut" title={name()}>
              {name()}
            </span>
          }
        >
          <button type="button" class="name" title={t().manage} aria-label={`${name()}: ${t().manage}`} onClick={() => call.manage()}>
            <span class="cut">{name()}</span>
            <ChevronDown class="i" aria-hidden="true" />
          </button>
        </Show>
        <Show when={call.locked()}>
          <span class="lock" title={t().locked} role="img" aria-label={t().locked}>
            <Lock class="i" aria-hidden="true" />
          </span>
        </Show>
        <Show when={call.passcodeRequired()}>
          <span class="lock" title={t().passcodeNeeded} role="img" aria-label={t().passcodeNeeded}>
            <KeyRound class="i" aria-hidden="true" />
          </span>
        </Show>
        <EncryptionBadge />
        <time class="num">{elapsed(seconds())}</time>
        <EndsSoon />
      </div>
    </header>
  )
}

/** How many are here and, for hosts, how many wait, and what is unread in the chat; opens either. */
export const Side = () => {
  const call = useCall()
  const waiting = () => call.host()?.waiting().length ?? 0
  return (
    <div class="side">
      <button
        type="button"
        class="ctl solo"
        aria-label={[`${t().people}: ${call.state.people.length}`, ...(waiting() > 0 ? [t().numWaiting(waiting())] : [])].join(', ')}
        title={`${t().people} (P)`}
        aria-keyshortcuts="P"
        aria-expanded={call.panel() === 'people'}
        onClick={() => call.setPanel(call.panel() === 'people' ? undefined : 'people')}
      >
        <Users class="i" aria-hidden="true" />
        <span class="num">{call.state.people.length}</span>
        <Show when={waiting() > 0}>
          <span class="dot" aria-hidden="true">
            {waiting()}
          </span>
        </Show>
      </button>
      <ChatButton class="solo only-wide" />
    </div>
  )
}
