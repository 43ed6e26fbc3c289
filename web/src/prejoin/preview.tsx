import Mic from 'lucide-solid/icons/mic'
import MicOff from 'lucide-solid/icons/mic-off'
import RotateCw from 'lucide-solid/icons/rotate-cw'
import Video from 'lucide-solid/icons/video'
import VideoOff from 'lucide-solid/icons/video-off'
import { type Component, createEffect, createSignal, Match, on, onCleanup, Show, Switch } from 'solid-js'
import { isServer } from 'solid-js/web'
import { prejoinTexts as t } from '../i18n/prejoin.ts'
import type { LocalMedia } from '../media/local-media.ts'
import { cameraProblem } from './problem-texts.ts'

/** A refusal or a permission given earlier comes at once; only a question that stays open needs words. */
const questionAfter = 700

const createQuestion = (media: LocalMedia) => {
  const [open, setOpen] = createSignal(false)
  createEffect(
    on(media.asking, (asking) => {
      setOpen(false)
      if (!asking) return
      const timer = setTimeout(() => setOpen(true), questionAfter)
      onCleanup(() => clearTimeout(timer))
    }),
  )
  return open
}

const Picture: Component<{ track: MediaStreamTrack }> = (props) => {
  let video!: HTMLVideoElement
  createEffect(() => {
    video.muted = true
    video.srcObject = new MediaStream([props.track])
    // Rejects when the track is replaced before it plays, or where the browser waits for a touch: nothing is lost by either.
    video.play().catch(() => {})
  })
  return <video ref={video} playsinline disablepictureinpicture />
}

/** Everything in place of a picture. */
const NoPicture: Component<{ media: LocalMedia }> = (props) => {
  const question = createQuestion(props.media)
  const problem = () => (props.media.camera().wanted ? props.media.camera().problem : undefined)
  return (
    <div class="no-picture">
      <Switch>
        <Match when={problem()}>
          {(what) => (
            <>
              <p>{cameraProblem(what())}</p>
              <button type="button" class="btn" onClick={() => props.media.retry()}>
                <RotateCw class="i" />
                {what() === 'denied' ? t().askAgain : t().tryAgain}
              </button>
            </>
          )}
        </Match>
        <Match when={question()}>
          <p>
            <strong>{t().allow}</strong>
            <br />
            {t().allowWhere}
          </p>
        </Match>
        <Match when={!props.media.camera().wanted}>
          <p>{t().cameraIsOff}</p>
        </Match>
      </Switch>
    </div>
  )
}

/** Before scripts run they cannot be pressed: what somebody has switched off would be on. */
const Controls: Component<{ media: LocalMedia }> = (props) => {
  let level!: HTMLSpanElement
  createEffect(() => level.style.setProperty('--level', String(props.media.level())))
  const mic = () => props.media.microphone().wanted && !props.media.microphone().problem
  const cam = () => props.media.camera().wanted && !props.media.camera().problem
  const micLabel = () => (mic() ? t().microphoneOff : t().microphoneOn)
  const camLabel = () => (cam() ? t().cameraOff : t().cameraOn)
  const toggle = (kind: 'microphone' | 'camera', on: boolean) => void props.media.setWanted(kind, !on)
  return (
    <div class="pre-ctl" data-theme="dark">
      <button
        type="button"
        class="ctl has-lvl"
        classList={{ off: !mic() }}
        aria-label={micLabel()}
        title={`${micLabel()} (M)`}
        aria-keyshortcuts="M"
        disabled={isServer}
        onClick={() => toggle('microphone', mic())}
      >
        <span ref={level} class="lvl" hidden={!mic()} />
        <Show when={mic()} fallback={<MicOff class="i" />}>
          <Mic class="i" />
        </Show>
      </button>
      <button
        type="button"
        class="ctl"
        classList={{ off: !cam() }}
        aria-label={camLabel()}
        title={`${camLabel()} (V)`}
        aria-keyshortcuts="V"
        disabled={isServer}
        onClick={() => toggle('camera', cam())}
      >
        <Show when={cam()} fallback={<VideoOff class="i" />}>
          <Video class="i" />
        </Show>
      </button>
    </div>
  )
}

/** The own picture with the two switches on it. It keeps its place and size whatever there is to show. */
export const Preview: Component<{ media: LocalMedia }> = (props) => {
  const track = () => props.media.camera().track
  const fromBehind = () => track()?.getSettings().facingMode === 'environment'
  return (
    <div class="tile preview" classList={{ mirror: !fromBehind() }}>
      <Show when={track()} fallback={<NoPicture media={props.media} />}>
        {(live) => (
          <>
            <Picture track={live()} />
            <div class="corner">
              <span class="chip">{t().onlyYou}</span>
            </div>
          </>
        )}
      </Show>
      <Controls media={props.media} />
    </div>
  )
}
