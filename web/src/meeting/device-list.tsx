import { For, Show } from 'solid-js'
import type { DeviceKind } from '../media/media-types.ts'
import { useCall } from './call-context.ts'
import { MenuChoice } from './menu.tsx'
import { t } from './words.ts'

/** The devices of a kind as choices; the one in use is marked. */
export const DeviceList = (props: { kind: DeviceKind }) => {
  const { media } = useCall()
  const devices = () => media.devices()[props.kind]
  /** Chrome lists the system's default as a device of its own; other browsers have no word for it. */
  const hasDefault = () => devices().some((device) => device.id === 'default')
  const chosen = () => {
    const id = media.chosen()[props.kind]
    if (devices().some((device) => device.id === id)) return id
    return hasDefault() ? 'default' : ''
  }
  const choose = (id: string) => void media.choose(props.kind, id)
  return (
    <Show when={devices().length > 0 || props.kind !== 'speaker'}>
      <fieldset class="block">
        <legend class="cap">{t()[props.kind]}</legend>
        <Show when={!hasDefault()}>
          <MenuChoice chosen={chosen() === ''} onChoose={() => choose('')}>
            {t().systemDefault}
          </MenuChoice>
        </Show>
        <For each={devices()}>
          {(device) => (
            <MenuChoice chosen={device.id === chosen()} onChoose={() => choose(device.id)}>
              {device.label || t()[props.kind]}
            </MenuChoice>
          )}
        </For>
      </fieldset>
    </Show>
  )
}
