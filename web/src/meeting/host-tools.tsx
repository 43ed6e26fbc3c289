import MicOff from 'lucide-solid/icons/mic-off'
import { createEffect, For, on, Show } from 'solid-js'
import { hueOf, initials } from './avatar.ts'
import { useCall } from './call-context.ts'
import type { Host } from './create-host.ts'
import { PeopleMay } from './people-may.tsx'
import { Switch } from './switch.tsx'
import { t } from './words.ts'

/** What hosts do about everybody at once. */
export const HostTools = (props: { host: Host }) => {
  const call = useCall()
  return (
    <section class="host-tools">
      <Show when={call.state.people.length > 1}>
        <button type="button" class="btn" onClick={() => void props.host.muteAll()}>
          <MicOff class="i" aria-hidden="true" />
          {t().muteAll}
        </button>
      </Show>
      <Switch label={t().lobby} hint={t().lobbyHint} on={call.lobby()} set={(on) => props.host.setLobby(on)} />
      <Switch label={t().lock} hint={t().lockHint} on={call.locked()} set={(on) => props.host.lock(on)} />
      <PeopleMay host={props.host} />
    </section>
  )
}

/** Who was removed and may not come back, until a host lets them. */
export const RemovedPeople = (props: { host: Host }) => {
  const call = useCall()
  // Another host may have removed whoever has just gone.
  createEffect(
    on(
      () => [call.state.people.length, props.host] as const,
      ([, host]) => void host.look(),
    ),
  )
  return (
    <Show when={props.host.banned().length > 0}>
      <section>
        <h3>
          {t().removedPeople} <span class="num">{props.host.banned().length}</span>
        </h3>
        <ul>
          <For each={props.host.banned()}>
            {(person) => (
              <li class="person">
                <span class="av" data-hue={hueOf(person.participant_id)} aria-hidden="true">
                  {initials(person.display_name)}
                </span>
                <span class="who">
                  <span>{person.display_name}</span>
                </span>
                <button
                  type="button"
                  class="btn quiet sm"
                  aria-label={t().letInOne(person.display_name)}
                  onClick={() => void props.host.letIn(person)}
                >
                  {t().letIn}
                </button>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  )
}
