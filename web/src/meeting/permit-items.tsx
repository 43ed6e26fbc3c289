import Lock from 'lucide-solid/icons/lock'
import LockOpen from 'lucide-solid/icons/lock-open'
import Mic from 'lucide-solid/icons/mic'
import Camera from 'lucide-solid/icons/video'
import { For, Show } from 'solid-js'
import type { Host } from './create-host.ts'
import { MenuItem } from './menu.tsx'
import { askChoices, permitChoices } from './permissions.ts'
import type { Human } from './room-store.ts'
import { t } from './words.ts'

interface AboutPerson {
  host: Host
  person: Human
}

/** What a person can be asked to turn on. */
export const AskItems = (props: AboutPerson) => (
  <For each={askChoices(props.person)}>
    {(source) => (
      <MenuItem
        icon={
          <Show when={source === 'microphone'} fallback={<Camera class="i" aria-hidden="true" />}>
            <Mic class="i" aria-hidden="true" />
          </Show>
        }
        onChoose={() => void props.host.askToTurnOn(props.person, source)}
      >
        {t().askFor[source]}
      </MenuItem>
    )}
  </For>
)

/** What they are let send, or not, by what is in force for them. */
export const PermitItems = (props: AboutPerson) => (
  <For each={permitChoices(props.person)}>
    {({ source, allowed }) => (
      <MenuItem
        icon={
          <Show when={allowed} fallback={<LockOpen class="i" aria-hidden="true" />}>
            <Lock class="i" aria-hidden="true" />
          </Show>
        }
        onChoose={() => void props.host.permit(props.person, source, !allowed)}
      >
        {(allowed ? t().forbid : t().permit)[source]}
      </MenuItem>
    )}
  </For>
)
