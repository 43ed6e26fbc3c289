import EllipsisVertical from 'lucide-solid/icons/ellipsis-vertical'
import MicOff from 'lucide-solid/icons/mic-off'
import ScreenShareOff from 'lucide-solid/icons/screen-share-off'
import UserX from 'lucide-solid/icons/user-x'
import CameraOff from 'lucide-solid/icons/video-off'
import { createSignal, Show } from 'solid-js'
import type { Host } from './create-host.ts'
import { Menu, MenuItem } from './menu.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import type { Human } from './room-store.ts'
import { t } from './words.ts'

/** What a host may do about another person: only what makes sense now. */
export const PersonMenu = (props: { host: Host; person: Human }) => {
  const [removing, setRemoving] = createSignal(false)
  return (
    <>
      <Menu class="btn quiet sm icon" label={t().personMore(props.person.name)} icon={<EllipsisVertical class="i" aria-hidden="true" />}>
        <Show when={props.person.microphone}>
          <MenuItem icon={<MicOff class="i" aria-hidden="true" />} onChoose={() => void props.host.mute(props.person, 'microphone')}>
            {t().mute}
          </MenuItem>
        </Show>
        <Show when={props.person.cameraOn}>
          <MenuItem icon={<CameraOff class="i" aria-hidden="true" />} onChoose={() => void props.host.mute(props.person, 'camera')}>
            {t().cameraOff}
          </MenuItem>
        </Show>
        <Show when={props.person.sharing}>
          <MenuItem
            icon={<ScreenShareOff class="i" aria-hidden="true" />}
            onChoose={() => void props.host.mute(props.person, 'screen_share')}
          >
            {t().stopShare}
          </MenuItem>
        </Show>
        <MenuItem red icon={<UserX class="i" aria-hidden="true" />} onChoose={() => setRemoving(true)}>
          {t().remove}
        </MenuItem>
      </Menu>
      <Show when={removing()}>
        <RemoveDialog host={props.host} person={props.person} onClose={() => setRemoving(false)} />
      </Show>
    </>
  )
}
