import Ellipsis from 'lucide-solid/icons/ellipsis'
import Keyboard from 'lucide-solid/icons/keyboard'
import Link from 'lucide-solid/icons/link'
import ScreenShareIcon from 'lucide-solid/icons/screen-share'
import Settings from 'lucide-solid/icons/settings-2'
import Users from 'lucide-solid/icons/users'
import { Show } from 'solid-js'
import { useCall } from './call-context.ts'
import { DeviceList } from './device-list.tsx'
import { canShareScreen } from './local-share.ts'
import { Menu, MenuItem } from './menu.tsx'
import { t } from './words.ts'

/** What finds no room on a phone, and what is rarely needed. */
export const MoreMenu = () => {
  const call = useCall()
  const waiting = () => call.host()?.waiting().length ?? 0
  const shareLabel = () => {
    if (!call.may().screen_share) return t().lockedByHost.screen_share
    return call.share.screen() ? t().stopShare : t().share
  }
  return (
    <Menu class="ctl" label={t().more} devices="microphone camera" icon={<Ellipsis class="i" aria-hidden="true" />}>
      <Show when={canShareScreen()}>
        <div class="only-narrow">
          <MenuItem
            icon={<ScreenShareIcon class="i" aria-hidden="true" />}
            locked={!call.may().screen_share}
            onChoose={() => call.toggleShare()}
          >
            {shareLabel()}
          </MenuItem>
        </div>
      </Show>
      <div class="only-narrow">
        <MenuItem icon={<Link class="i" aria-hidden="true" />} onChoose={() => void call.copyLink()}>
          {t().copyLink}
        </MenuItem>
      </div>
      <div class="only-flat">
        <MenuItem icon={<Users class="i" aria-hidden="true" />} onChoose={() => call.setPanel('people')}>
          {t().people}
          <Show when={waiting() > 0}> ({t().numWaiting(waiting())})</Show>
        </MenuItem>
      </div>
      <Show when={call.host()}>
        <MenuItem icon={<Settings class="i" aria-hidden="true" />} onChoose={() => call.manage()}>
          {t().manage}
        </MenuItem>
      </Show>
      <div class="only-wide">
        <MenuItem icon={<Keyboard class="i" aria-hidden="true" />} kbd="?" onChoose={() => call.showKeys()}>
          {t().shortcuts}
        </MenuItem>
      </div>
      <div class="only-narrow">
        <hr />
        <DeviceList kind="microphone" />
        <DeviceList kind="camera" />
        <DeviceList kind="speaker" />
      </div>
    </Menu>
  )
}
