import Hand from 'lucide-solid/icons/hand'
import Lock from 'lucide-solid/icons/lock'
import Mic from 'lucide-solid/icons/mic'
import MicOff from 'lucide-solid/icons/mic-off'
import ScreenShareIcon from 'lucide-solid/icons/screen-share'
import Camera from 'lucide-solid/icons/video'
import CameraOff from 'lucide-solid/icons/video-off'
import { createEffect, Show } from 'solid-js'
import { useCall } from './call-context.ts'
import { canShareScreen } from './local-share.ts'
import { t } from './words.ts'

/** On a button that hosts have locked. It can be reached and pressed, and says so then. */
const LockMark = (props: { on: boolean }) => (
  <Show when={props.on}>
    <Lock class="i mark" aria-hidden="true" />
  </Show>
)

/** The own level in the microphone button: "can they hear me" is answered all the time. */
const Level = () => {
  const { media } = useCall()
  return <span class="lvl" ref={(bar) => createEffect(() => bar.style.setProperty('--level', media.level().toFixed(2)))} />
}

export const MicrophoneButton = () => {
  const call = useCall()
  const on = call.microphoneOn
  const locked = () => !call.may().microphone
  const label = () => (locked() ? t().lockedByHost.microphone : on() ? t().microphoneOff : t().microphoneOn)
  return (
    <button
      type="button"
      class="ctl"
      classList={{ off: !on() && !locked(), 'has-lvl': on() }}
      aria-label={label()}
      title={`${label()} (M)`}
      aria-keyshortcuts="M"
      aria-disabled={locked() ? 'true' : undefined}
      onClick={() => call.toggleMicrophone()}
    >
      <Show when={on()} fallback={<MicOff class="i" aria-hidden="true" />}>
        <Level />
        <Mic class="i" aria-hidden="true" />
      </Show>
      <LockMark on={locked()} />
    </button>
  )
}

export const CameraButton = () => {
  const call = useCall()
  const on = call.cameraOn
  const locked = () => !call.may().camera
  const label = () => (locked() ? t().lockedByHost.camera : on() ? t().cameraOff : t().cameraOn)
  return (
    <button
      type="button"
      class="ctl"
      classList={{ off: !on() && !locked() }}
      aria-label={label()}
      title={`${label()} (V)`}
      aria-keyshortcuts="V"
      aria-disabled={locked() ? 'true' : undefined}
      onClick={() => call.toggleCamera()}
    >
      <Show when={on()} fallback={<CameraOff class="i" aria-hidden="true" />}>
        <Camera class="i" aria-hidden="true" />
      </Show>
      <LockMark on={locked()} />
    </button>
  )
}

export const HandButton = () => {
  const { hand } = useCall()
  return (
    <button
      type="button"
      class="ctl"
      aria-label={t().raiseHand}
      title={`${hand.up() ? t().lowerHand : t().raiseHand} (H)`}
      aria-keyshortcuts="H"
      aria-pressed={hand.up()}
      onClick={() => void hand.toggle()}
    >
      <Hand class="i" aria-hidden="true" />
    </button>
  )
}

/** Absent where a browser cannot share. */
export const ShareButton = () => {
  const call = useCall()
  const on = () => call.share.screen() !== undefined
  const locked = () => !call.may().screen_share
  const label = () => (locked() ? t().lockedByHost.screen_share : t().share)
  return (
    <Show when={canShareScreen()}>
      <button
        type="button"
        class="ctl only-wide"
        aria-label={label()}
        title={`${label()} (S)`}
        aria-keyshortcuts="S"
        aria-disabled={locked() ? 'true' : undefined}
        aria-pressed={on()}
        onClick={() => call.toggleShare()}
      >
        <ScreenShareIcon class="i" aria-hidden="true" />
        <LockMark on={locked()} />
      </button>
    </Show>
  )
}
