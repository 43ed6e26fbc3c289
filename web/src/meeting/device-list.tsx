import { For, Show } from 'solid-js'
import type { DeviceKind } from '../media/media-types.ts'
import { useCall } from './call-context.ts'
import { MenuChoice } from './menu.tsx'
import { t } from './words.ts'

/** The devices of a kind as choices; the one in use is marked. */
export const DeviceList = (props: { kind: DeviceKind }) => {
  const { media } = useCall()
  const devices = () => media.devices()[props.kind]
  const chosen = () => media.chosen()[props.kind]
  const known = () => devices().some((device) => device.id === chosen())
  const choose = (id: string) => void media.choose(props.kind, id)
  return (
    <Show when={devices().length > 0 || props.kind !== 'speaker'}>
      <fieldset class="block">
        <legend class="cap">{t()[props.kind]}</legend>
        <Show when={!devices().some((device) => device.id === 'default')}>
          <MenuChoice chosen={chosen() === '' || !known()} onChoose={() => choose('')}>
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
