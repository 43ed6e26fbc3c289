import Link from 'lucide-solid/icons/link'
import Mic from 'lucide-solid/icons/mic'
import MicOff from 'lucide-solid/icons/mic-off'
import ScreenShareIcon from 'lucide-solid/icons/screen-share'
import X from 'lucide-solid/icons/x'
import { For, onCleanup, onMount, Show } from 'solid-js'
import { hueOf, initials } from './avatar.ts'
import { useCall } from './call-context.ts'
import { PlannedEnd } from './planned-end.tsx'
import type { Human } from './room-store.ts'
import { t } from './words.ts'

const PersonRow = (props: { person: Human }) => {
  const call = useCall()
  const muted = () => !(props.person.own ? call.microphoneOn() : props.person.microphone)
  return (
    <li class="person">
      <span class="av" data-hue={hueOf(props.person.identity)} aria-hidden="true">
        {initials(props.person.name)}
      </span>
      <span class="who">
        <span>{props.person.name}</span>
        <Show when={props.person.own}>
          <small>{t().you}</small>
        </Show>
      </span>
      <span class="state">
        <Show when={props.person.sharing}>
          <ScreenShareIcon class="i" role="img" aria-label={t().sharing} />
        </Show>
        <Show when={muted()} fallback={<Mic class={call.speaking().has(props.person.identity) ? 'i live' : 'i'} aria-hidden="true" />}>
          <MicOff class="i" role="img" aria-label={t().muted} />
        </Show>
      </span>
    </li>
  )
}

/** Everybody, with who is muted. Focus goes to its heading and comes back when it closes. */
export const PeoplePanel = () => {
  const call = useCall()
  let heading!: HTMLHeadingElement
  const before = document.activeElement
  onMount(() => heading.focus({ preventScroll: true }))
  onCleanup(() => before instanceof HTMLElement && before.focus())
  return (
    <aside class="panel" aria-labelledby="people-heading" onKeyDown={(event) => event.key === 'Escape' && call.setPanel(undefined)}>
      <header>
        <h2 id="people-heading" tabindex={-1} ref={heading}>
          {t().people}
        </h2>
        <button type="button" class="btn quiet icon" aria-label={t().close} onClick={() => call.setPanel(undefined)}>
          <X class="i" aria-hidden="true" />
        </button>
      </header>
      <div class="scroll people" tabindex={0}>
        <section>
          <h3>
            {t().inMeeting} <span class="num">{call.state.people.length}</span>
          </h3>
          <ul>
            <For each={call.state.people}>{(person) => <PersonRow person={person} />}</For>
          </ul>
        </section>
        <PlannedEnd />
      </div>
      <div class="foot-acts">
        <button type="button" class="btn" onClick={() => void call.copyLink()}>
          <Link class="i" aria-hidden="true" />
          {t().copyLink}
        </button>
      </div>
    </aside>
  )
}
