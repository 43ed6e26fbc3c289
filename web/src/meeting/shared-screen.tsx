import Maximize from 'lucide-solid/icons/maximize'
import Minimize from 'lucide-solid/icons/minimize'
import ScreenShareIcon from 'lucide-solid/icons/screen-share'
import { createSignal, onCleanup, Show } from 'solid-js'
import { useCall } from './call-context.ts'
import { idle } from './idle.ts'
import type { ScreenShare } from './room-store.ts'
import { Unseen, whyUnseen } from './unseen.tsx'
import { Video } from './video.tsx'
import { t } from './words.ts'

/** Somebody's screen, never cropped. The main one can fill the display; a second one is a tile of the strip. */
export const SharedScreen = (props: { share: ScreenShare; main?: boolean }) => {
  const call = useCall()
  const [playing, setPlaying] = createSignal(false)
  const [full, setFull] = createSignal(false)
  const [quiet, watchIdle] = idle()
  let tile!: HTMLDivElement
  const follow = () => setFull(document.fullscreenElement === tile)
  document.addEventListener('fullscreenchange', follow)
  onCleanup(() => document.removeEventListener('fullscreenchange', follow))
  const toggle = () => void (full() ? document.exitFullscreen() : tile.requestFullscreen())
  const label = () => t().screenOf(props.share.name)
  const unseen = () => whyUnseen(call, props.share)

  const screen = () => (
    <div
      ref={(element) => {
        tile = element
        watchIdle(element)
      }}
      class="tile shared"
      classList={{ seen: playing(), quiet: quiet() && props.main === true }}
      role="group"
      tabindex={-1}
      aria-label={[label(), unseen()].filter(Boolean).join(', ')}
      data-share={props.share.identity}
    >
      <Show when={props.share.video}>
        {(track) => (
          <Video
            track={track()}
            onPlaying={setPlaying}
            onSize={(width, height) => width > 0 && tile.parentElement?.style.setProperty('--share-ratio', `${width / height}`)}
          />
        )}
      </Show>
      <Show when={!playing() && !unseen()}>
        <span class="spin" />
      </Show>
      <Show when={unseen()}>
        <div class="corner">
          <Unseen why={unseen()} />
        </div>
      </Show>
      <Show when={props.main && document.fullscreenEnabled}>
        <div class="share-tools">
          <button
            type="button"
            class="btn icon"
            aria-label={full() ? t().leaveFullScreen : t().fullScreen}
            title={full() ? t().leaveFullScreen : t().fullScreen}
            onClick={toggle}
          >
            <Show when={full()} fallback={<Maximize class="i" aria-hidden="true" />}>
              <Minimize class="i" aria-hidden="true" />
            </Show>
          </button>
        </div>
      </Show>
      <div class="tag">
        <ScreenShareIcon class="i" aria-hidden="true" />
        <span class="cut">{label()}</span>
      </div>
    </div>
  )
  return (
    <Show when={props.main} fallback={screen()}>
      <div class="mainview">{screen()}</div>
    </Show>
  )
}
