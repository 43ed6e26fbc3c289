import { createSignal, For, onCleanup, Show } from 'solid-js'
import { hueOf, initials } from './avatar.ts'
import { useCall } from './call-context.ts'
import type { Human } from './room-store.ts'
import { t } from './words.ts'

/** Milliseconds between two looks at how long hands have been up. */
const tick = 15_000

const HandRow = (props: { person: Human; place: number; minutes: number; onFocusLost(): void }) => {
  const call = useCall()
  let row!: HTMLLIElement
  // A hand that goes down takes the focus that was in its row along.
  onCleanup(() => row.contains(document.activeElement) && props.onFocusLost())
  return (
    <li class="person" ref={row}>
      <span class="order num">{props.place}</span>
      <span class="av" data-hue={hueOf(props.person.identity)} aria-hidden="true">
        {initials(props.person.name)}
      </span>
      <span class="who">
        <span>{props.person.name}</span>
        <small class="cut">{t().handSince(props.minutes)}</small>
      </span>
      <Show when={call.host()}>
        {(host) => (
          <button
            type="button"
            class="btn quiet sm"
            aria-label={t().lowerHandOf(props.person.name)}
            onClick={() => void host().lowerHand(props.person)}
          >
            {t().lower}
          </button>
        )}
      </Show>
    </li>
  )
}

/** Who has raised their hand, in order; whoever leads the meeting can lower them. */
export const RaisedHands = (props: { onFocusLost(): void }) => {
  const call = useCall()
  const [now, setNow] = createSignal(call.live.now())
  const timer = setInterval(() => setNow(call.live.now()), tick)
  onCleanup(() => clearInterval(timer))
  // One that went up after the last look has been up for no minute.
  const minutes = ({ hand }: Human) => Math.max(0, Math.floor((now() - hand) / 60_000))
  return (
    <Show when={call.hands().length > 0}>
      <section>
        <h3>
          {t().raisedHands} <span class="num">{call.hands().length}</span>
          <Show when={call.hands().length > 1 && call.host()}>
            {(host) => (
              <button type="button" class="btn quiet sm" onClick={() => void host().lowerHands()}>
                {t().lowerAll}
              </button>
            )}
          </Show>
        </h3>
        <ol>
          <For each={call.hands()}>
            {(person, at) => <HandRow person={person} place={at() + 1} minutes={minutes(person)} onFocusLost={props.onFocusLost} />}
          </For>
        </ol>
      </section>
    </Show>
  )
}
