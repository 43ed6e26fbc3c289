import ChevronUp from 'lucide-solid/icons/chevron-up'
import Copy from 'lucide-solid/icons/copy'
import { CameraButton, HandButton, MicrophoneButton, ShareButton } from './bar-buttons.tsx'
import { useCall } from './call-context.ts'
import { ChatButton } from './chat/chat-button.tsx'
import { DeviceList } from './device-list.tsx'
import { LeaveButton } from './leave-button.tsx'
import { Menu } from './menu.tsx'
import { MoreMenu } from './more-menu.tsx'
import { rove } from './rove.ts'
import { t } from './words.ts'

const Caret = () => <ChevronUp class="i" aria-hidden="true" />

/** One tab stop; arrows go from button to button. */
export const Bar = () => {
  const call = useCall()
  return (
    <div class="bar" role="toolbar" aria-label={t().controls} ref={(bar) => rove(bar, 'button:not([disabled])')}>
      <div class="split">
        <MicrophoneButton />
        <Menu class="caret" label={t().chooseAudio} devices="microphone" icon={<Caret />}>
          <DeviceList kind="microphone" />
          <DeviceList kind="speaker" />
        </Menu>
      </div>
      <div class="split">
        <CameraButton />
        <Menu class="caret" label={t().chooseCamera} devices="camera" icon={<Caret />}>
          <DeviceList kind="camera" />
        </Menu>
      </div>
      <span class="gap" />
      <ShareButton />
      <HandButton />
      <button type="button" class="ctl only-wide" aria-label={t().copyLink} title={t().copyLink} onClick={() => void call.copyLink()}>
        <Copy class="i" aria-hidden="true" />
      </button>
      <ChatButton class="only-narrow" />
      <MoreMenu />
      <span class="gap" />
      <LeaveButton />
    </div>
  )
}
