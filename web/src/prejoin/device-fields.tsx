import ChevronDown from 'lucide-solid/icons/chevron-down'
import Mic from 'lucide-solid/icons/mic'
import Video from 'lucide-solid/icons/video'
import Volume from 'lucide-solid/icons/volume-2'
import { type Component, For, Show } from 'solid-js'
import { prejoinTexts as t } from '../i18n/prejoin.ts'
import { canChooseSpeaker } from '../media/devices.ts'
import type { LocalMedia } from '../media/local-media.ts'
import type { DeviceKind } from '../media/media-types.ts'

const icons = { camera: Video, microphone: Mic, speaker: Volume } as const satisfies Record<DeviceKind, unknown>

/** The browser's own list: nothing is better on phones, and nothing is smaller. */
const DeviceField: Component<{ media: LocalMedia; kind: DeviceKind; labelled: boolean }> = (props) => {
  const options = () => props.media.devices()[props.kind]
  const chosen = () => props.media.chosen()[props.kind]
  const known = () => options().some(({ id }) => id === chosen())
  return (
    <label class="field">
      <span class="label" classList={{ sr: !props.labelled }}>
        {t()[props.kind]}
      </span>
      <span class="input select">
        {icons[props.kind]({ class: 'i' })}
        <select onChange={(event) => props.media.choose(props.kind, event.currentTarget.value)}>
          <Show when={!known()}>
            <option value="" selected>
              {t().systemDefault}
            </option>
          </Show>
          <For each={options()}>
            {({ id, label }) => (
              <option value={id} selected={id === chosen()}>
                {label}
              </option>
            )}
          </For>
        </select>
        <ChevronDown class="i" />
      </span>
    </label>
  )
}

export const DeviceFields: Component<{ media: LocalMedia; labelled?: boolean }> = (props) => (
  <>
    <DeviceField media={props.media} kind="microphone" labelled={props.labelled ?? false} />
    <DeviceField media={props.media} kind="camera" labelled={props.labelled ?? false} />
    <Show when={canChooseSpeaker()}>
      <DeviceField media={props.media} kind="speaker" labelled={props.labelled ?? false} />
    </Show>
  </>
)
