import Camera from 'lucide-solid/icons/video'
import CameraOff from 'lucide-solid/icons/video-off'
import ChevronUp from 'lucide-solid/icons/chevron-up'
import Copy from 'lucide-solid/icons/copy'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import Keyboard from 'lucide-solid/icons/keyboard'
import Link from 'lucide-solid/icons/link'
import Mic from 'lucide-solid/icons/mic'
import MicOff from 'lucide-solid/icons/mic-off'
import Phone from 'lucide-solid/icons/phone'
import ScreenShareIcon from 'lucide-solid/icons/screen-share'
import { createEffect, Show } from 'solid-js'
import { useCall } from './call-context.ts'
import { DeviceList } from './device-list.tsx'
import { canShareScreen } from './local-share.ts'
import { Menu, MenuItem } from './menu.tsx'
import { rove } from './rove.ts'
import { t } from './words.ts'

/** The own level in the microphone button: "can they hear me" is answered all the time. */
const Level = () => {
  const { media } = useCall()
  return <span class="lvl" ref={(bar) => createEffect(() => bar.style.setProperty('--level', media.level().toFixed(2)))} />
}

const MicrophoneButton = () => {
  const call = useCall()
  const on = () => call.media.microphone().wanted && call.media.microphone().track !== undefined
  const label = () => (on() ? t().microphoneOff : t().microphoneOn)
  return (
    <button
      type="button"
      class="ctl"
      classList={{ off: !on(), 'has-lvl': on() }}
      aria-label={label()}
      title={`${label()} (M)`}
      aria-keyshortcuts="M"
      onClick={() => call.toggleMicrophone()}
    >
      <Show when={on()} fallback={<MicOff class="i" aria-hidden="true" />}>
        <Level />
        <Mic class="i" aria-hidden="true" />
      </Show>
    </button>
  )
}

const CameraButton = () => {
  const call = useCall()
  const on = () => call.media.camera().wanted && call.media.camera().problem === undefined
  const label = () => (on() ? t().cameraOff : t().cameraOn)
  return (
    <button type="button" class="ctl" classList={{ off: !on() }} aria-label={label()} title={`${label()} (V)`} aria-keyshortcuts="V" onClick={() => call.toggleCamera()}>
      <Show when={on()} fallback={<CameraOff class="i" aria-hidden="true" />}>
        <Camera class="i" aria-hidden="true" />
      </Show>
    </button>
  )
}

const ShareButton = () => {
  const call = useCall()
  const on = () => call.share.screen() !== undefined
  return (
    <button
      type="button"
      class="ctl only-wide"
      aria-label={t().share}
      title={`${t().share} (S)`}
      aria-keyshortcuts="S"
      aria-pressed={on()}
      onClick={() => call.toggleShare()}
    >
      <ScreenShareIcon class="i" aria-hidden="true" />
    </button>
  )
}

const Caret = () => <ChevronUp class="i" aria-hidden="true" />

/** What finds no room on a phone, and what is rarely needed. */
const MoreMenu = () => {
  const call = useCall()
  return (
    <Menu class="ctl" label={t().more} icon={<Ellipsis class="i" aria-hidden="true" />}>
      <Show when={canShareScreen()}>
        <div class="only-narrow">
          <MenuItem icon={<ScreenShareIcon class="i" aria-hidden="true" />} onChoose={() => call.toggleShare()}>
            {call.share.screen() ? t().stopShare : t().share}
          </MenuItem>
        </div>
      </Show>
      <MenuItem icon={<Link class="i" aria-hidden="true" />} onChoose={() => void call.copyLink()}>
        {t().copyLink}
      </MenuItem>
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

/** One tab stop; arrows go from button to button. */
export const Bar = () => {
  const call = useCall()
  return (
    <div class="bar" role="toolbar" aria-label={t().controls} ref={rove}>
      <div class="split">
        <MicrophoneButton />
        <Menu class="caret" label={t().chooseAudio} icon={<Caret />}>
          <DeviceList kind="microphone" />
          <DeviceList kind="speaker" />
        </Menu>
      </div>
      <div class="split">
        <CameraButton />
        <Menu class="caret" label={t().chooseCamera} icon={<Caret />}>
          <DeviceList kind="camera" />
        </Menu>
      </div>
      <span class="gap" />
      <Show when={canShareScreen()}>
        <ShareButton />
      </Show>
      <button type="button" class="ctl only-wide" aria-label={t().copyLink} title={t().copyLink} onClick={() => void call.copyLink()}>
        <Copy class="i" aria-hidden="true" />
      </button>
      <MoreMenu />
      <span class="gap" />
      <button type="button" class="ctl end" aria-label={t().leave} title={t().leave} onClick={() => void call.leave()}>
        <Phone class="i" aria-hidden="true" />
      </button>
    </div>
  )
}
