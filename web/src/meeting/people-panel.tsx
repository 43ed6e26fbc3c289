import Link from 'lucide-solid/icons/link'
import ScreenShareIcon from 'lucide-solid/icons/screen-share'
import { For, onCleanup, Show } from 'solid-js'
import { hueOf, initials } from './avatar.ts'
import { useCall } from './call-context.ts'
import { HostTools, RemovedPeople } from './host-tools.tsx'
import { MicrophoneState } from './microphone-state.tsx'
import { PersonMenu } from './person-menu.tsx'
import { PlannedEnd } from './planned-end.tsx'
import { RaisedHands } from './raised-hands.tsx'
import { badges } from './roles.ts'
import type { Human } from './room-store.ts'
import { SidePanel } from './side-panel.tsx'
import { WaitingPeople } from './waiting-people.tsx'
import { t } from './words.ts'

const PersonRow = (props: { person: Human; onFocusLost(): void }) => {
  const call = useCall()
  let row!: HTMLLIElement
  const about = () => {
    const badge = badges[props.person.role]
    return [props.person.own && t().you, badge && t()[badge]].filter(Boolean).join(' · ')
  }
  const host = () => (props.person.own ? undefined : call.host())
  // Whoever goes takes the focus that was in their row along.
  onCleanup(() => row.contains(document.activeElement) && props.onFocusLost())
  return (
    <li class="person" ref={row}>
      <span class="av" data-hue={hueOf(props.person.identity)} aria-hidden="true">
        {initials(props.person.name)}
      </span>
      <span class="who">
        <span>{props.person.name}</span>
        <Show when={about()}>
          <small>{about()}</small>
        </Show>
      </span>
      <span class="state">
        <Show when={props.person.sharing}>
          <ScreenShareIcon class="i" role="img" aria-label={t().sharing} />
        </Show>
        <MicrophoneState person={props.person} />
      </span>
      <Show when={host()}>{(present) => <PersonMenu host={present()} person={props.person} />}</Show>
    </li>
  )
}

/** Everybody, with who is muted, and for hosts what they may do about it. */
export const PeoplePanel = () => {
  const call = useCall()
  return (
    <SidePanel title={t().people} id="people">
      {(focus) => (
        <>
          <div class="scroll people" tabindex={0}>
            <Show when={call.host()}>{(host) => <WaitingPeople host={host()} onFocusLost={focus} />}</Show>
            <RaisedHands onFocusLost={focus} />
            <Show when={call.host()}>{(host) => <HostTools host={host()} />}</Show>
            <section>
              <h3>
                {t().inMeeting} <span class="num">{call.state.people.length}</span>
              </h3>
              <ul>
                <For each={call.state.people}>{(person) => <PersonRow person={person} onFocusLost={focus} />}</For>
              </ul>
            </section>
            <Show when={call.host()}>{(host) => <RemovedPeople host={host()} />}</Show>
            <PlannedEnd />
          </div>
          <div class="foot-acts">
            <button type="button" class="btn" onClick={() => void call.copyLink()}>
              <Link class="i" aria-hidden="true" />
              {t().copyLink}
            </button>
          </div>
        </>
      )}
    </SidePanel>
  )
}
