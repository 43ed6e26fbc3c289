import EllipsisVertical from 'lucide-solid/icons/ellipsis-vertical'
import MicOff from 'lucide-solid/icons/mic-off'
import ScreenShareOff from 'lucide-solid/icons/screen-share-off'
import UserCheck from 'lucide-solid/icons/user-check'
import UserMinus from 'lucide-solid/icons/user-minus'
import UserX from 'lucide-solid/icons/user-x'
import CameraOff from 'lucide-solid/icons/video-off'
import { createMemo, createSignal, Show } from 'solid-js'
import type { Host } from './create-host.ts'
import { Menu, MenuItem } from './menu.tsx'
import { askChoices } from './permissions.ts'
import { AskItems, PermitItems } from './permit-items.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import { choicesAbout } from './roles.ts'
import type { Human } from './room-store.ts'
import { t } from './words.ts'

/** What a host may do about another person; nothing where there is nothing. */
export const PersonMenu = (props: { host: Host; person: Human }) => {
  const [removing, setRemoving] = createSignal(false)
  const may = createMemo(() => choicesAbout(props.person, props.host.role))
  return (
    <>
      <Show when={Object.values(may()).includes(true) || askChoices(props.person).length > 0}>
        <Menu class="btn quiet sm icon" label={t().personMore(props.person.name)} icon={<EllipsisVertical class="i" aria-hidden="true" />}>
          <Show when={may().mute}>
            <MenuItem icon={<MicOff class="i" aria-hidden="true" />} onChoose={() => void props.host.mute(props.person, 'microphone')}>
              {t().mute}
            </MenuItem>
          </Show>
          <Show when={may().stopCamera}>
            <MenuItem icon={<CameraOff class="i" aria-hidden="true" />} onChoose={() => void props.host.mute(props.person, 'camera')}>
              {t().cameraOff}
            </MenuItem>
          </Show>
          <Show when={may().stopShare}>
            <MenuItem
              icon={<ScreenShareOff class="i" aria-hidden="true" />}
              onChoose={() => void props.host.mute(props.person, 'screen_share')}
            >
              {t().stopShare}
            </MenuItem>
          </Show>
          <AskItems host={props.host} person={props.person} />
          <PermitItems host={props.host} person={props.person} />
          <Show when={may().makeCoHost}>
            <MenuItem icon={<UserCheck class="i" aria-hidden="true" />} onChoose={() => void props.host.makeCoHost(props.person)}>
              {t().makeCoHost}
            </MenuItem>
          </Show>
          <Show when={may().takeRoleBack}>
            <MenuItem icon={<UserMinus class="i" aria-hidden="true" />} onChoose={() => void props.host.takeRoleBack(props.person)}>
              {t().takeRoleBack}
            </MenuItem>
          </Show>
          <Show when={may().remove}>
            <MenuItem red icon={<UserX class="i" aria-hidden="true" />} onChoose={() => setRemoving(true)}>
              {t().remove}
            </MenuItem>
          </Show>
        </Menu>
      </Show>
      <Show when={removing()}>
        <RemoveDialog host={props.host} person={props.person} onClose={() => setRemoving(false)} />
      </Show>
    </>
  )
}
