import type { WaitingInLobby } from '@runde/contracts/host-operations'
import { type Accessor, createSignal, For, onCleanup, Show } from 'solid-js'
import { hueOf, initials } from './avatar.ts'
import { useCall } from './call-context.ts'
import type { Host } from './create-host.ts'
import { DenyDialog } from './deny-dialog.tsx'
import { elapsed } from './elapsed.ts'
import { t } from './words.ts'

interface CardProps {
  host: Host
  person: WaitingInLobby
  /** Milliseconds since the epoch, by the server's clock. */
  now: number
  onFocusLost(): void
}

const Card = (props: CardProps) => {
  const [denying, setDenying] = createSignal(false)
  let card!: HTMLLIElement
  const name = () => props.person.display_name
  const seconds = () => Math.max(0, Math.floor((props.now - Date.parse(props.person.waiting_since)) / 1000))
  // Whoever is decided about takes the focus that was in their card along.
  onCleanup(() => card.contains(document.activeElement) && props.onFocusLost())
  return (
    <li ref={card}>
      <div class="knock">
        <div class="row">
          <span class="av" data-hue={hueOf(props.person.participant_id)} aria-hidden="true">
            {initials(name())}
          </span>
          <span class="grow">
            <span class="cut block" title={name()}>
              {name()}
            </span>
            <small class="muted num">{t().waitsFor(elapsed(seconds()))}</small>
          </span>
        </div>
        <div class="acts">
          <button type="button" class="btn" aria-label={t().denyOne(name())} onClick={() => setDenying(true)}>
            {t().deny}
          </button>
          <button type="button" class="btn primary" aria-label={t().admitOne(name())} onClick={() => void props.host.admit(props.person)}>
            {t().admit}
          </button>
        </div>
      </div>
      <Show when={denying()}>
        <DenyDialog host={props.host} person={props.person} onClose={() => setDenying(false)} />
      </Show>
    </li>
  )
}

/** The server's time, every second. */
const ticking = (read: () => number): Accessor<number> => {
  const [now, setNow] = createSignal(read())
  const timer = setInterval(() => setNow(read()), 1000)
  onCleanup(() => clearInterval(timer))
  return now
}

const Cards = (props: { host: Host; onFocusLost(): void }) => {
  const now = ticking(useCall().live.now)
  let all!: HTMLButtonElement
  onCleanup(() => all === document.activeElement && props.onFocusLost())
  return (
    <section>
      <h3>
        {t().waitingPeople} <span class="num">{props.host.waiting().length}</span>
        <button ref={all} type="button" class="btn quiet sm" onClick={() => void props.host.admitAll()}>
          {t().admitAll}
        </button>
      </h3>
      <ul class="stack stack-2">
        <For each={props.host.waiting()}>
          {(person) => <Card host={props.host} person={person} now={now()} onFocusLost={() => props.onFocusLost()} />}
        </For>
      </ul>
    </section>
  )
}

/** Who waits until somebody who leads the meeting decides about them. */
export const WaitingPeople = (props: { host: Host; onFocusLost(): void }) => (
  <Show when={props.host.waiting().length > 0}>
    <Cards host={props.host} onFocusLost={() => props.onFocusLost()} />
  </Show>
)
