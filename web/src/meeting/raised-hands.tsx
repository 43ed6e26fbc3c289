import { createSignal, For, onCleanup, Show } from 'solid-js'
import { hueOf, initials } from './avatar.ts'
import { useCall } from './call-context.ts'
import type { Human } from './room-store.ts'
import { t } from './words.ts'

/** Milliseconds between two looks at how long hands have been up. */
const tick = 15_000

/** Who has raised their hand, in order; whoever leads the meeting can lower them. */
export const RaisedHands = (props: { onFocusLost(): void }) => {
  const call = useCall()
  const [now, setNow] = createSignal(call.live.now())
  const timer = setInterval(() => setNow(call.live.now()), tick)
  onCleanup(() => clearInterval(timer))
  const minutes = ({ hand }: Human) => Math.floor(Math.max(0, Math.max(now(), call.live.now()) - hand) / 60_000)
  const Row = (row: { person: Human; place: number }) => {
    let item!: HTMLLIElement
    // A hand that goes down takes the focus that was in its row along.
    onCleanup(() => item.contains(document.activeElement) && props.onFocusLost())
    return (
      <li class="person" ref={item}>
        <span class="order num">{row.place}</span>
        <span class="av" data-hue={hueOf(row.person.identity)} aria-hidden="true">
          {initials(row.person.name)}
        </span>
        <span class="who">
          <span>{row.person.name}</span>
          <small class="cut">{t().handSince(minutes(row.person))}</small>
        </span>
        <Show when={call.host()}>
          {(host) => (
            <button
              type="button"
              class="btn quiet sm"
              aria-label={t().lowerHandOf(row.person.name)}
              onClick={() => void host().lowerHand(row.person)}
            >
              {t().lower}
            </button>
          )}
        </Show>
      </li>
    )
  }
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
          <For each={call.hands()}>{(person, at) => <Row person={person} place={at() + 1} />}</For>
        </ol>
      </section>
    </Show>
  )
}
