import Mic from 'lucide-solid/icons/mic'
import MicOff from 'lucide-solid/icons/mic-off'
import ScreenShareIcon from 'lucide-solid/icons/screen-share'
import Camera from 'lucide-solid/icons/video'
import CameraOff from 'lucide-solid/icons/video-off'
import { createEffect, Show } from 'solid-js'
import { useCall } from './call-context.ts'
import { canShareScreen } from './local-share.ts'
import { t } from './words.ts'

/** The own level in the microphone button: "can they hear me" is answered all the time. */
const Level = () => {
  const { media } = useCall()
  return <span class="lvl" ref={(bar) => createEffect(() => bar.style.setProperty('--level', media.level().toFixed(2)))} />
}

export const MicrophoneButton = () => {
  const call = useCall()
  const on = call.microphoneOn
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

export const CameraButton = () => {
  const call = useCall()
  const on = call.cameraOn
  const label = () => (on() ? t().cameraOff : t().cameraOn)
  return (
    <button
      type="button"
      class="ctl"
      classList={{ off: !on() }}
      aria-label={label()}
      title={`${label()} (V)`}
      aria-keyshortcuts="V"
      onClick={() => call.toggleCamera()}
    >
      <Show when={on()} fallback={<CameraOff class="i" aria-hidden="true" />}>
        <Camera class="i" aria-hidden="true" />
      </Show>
    </button>
  )
}

/** Absent where a browser cannot share. */
export const ShareButton = () => {
  const call = useCall()
  const on = () => call.share.screen() !== undefined
  return (
    <Show when={canShareScreen()}>
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
    </Show>
  )
}
