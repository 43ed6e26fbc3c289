import Signal from 'lucide-solid/icons/chart-no-axes-column-increasing'
import Hand from 'lucide-solid/icons/hand'
import MicOff from 'lucide-solid/icons/mic-off'
import ScreenShareIcon from 'lucide-solid/icons/screen-share'
import { createSignal, Show } from 'solid-js'
import { hueOf, initials } from './avatar.ts'
import { useCall } from './call-context.ts'
import { placeInQueue } from './hands.ts'
import { lateAfter } from './late-after.ts'
import type { Human } from './room-store.ts'
import { Unseen, whyUnseen } from './unseen.tsx'
import { Video } from './video.tsx'
import { t } from './words.ts'

interface TileProps {
  person: Human
  /** The only large one: a ring would say nothing there. */
  main?: boolean
  /** The own picture in a corner. */
  pip?: boolean
  ref?(tile: HTMLElement): void
}

/** A person: their picture or their initials, name, and what is to be known about them. */
export const Tile = (props: TileProps) => {
  const call = useCall()
  const [playing, setPlaying] = createSignal(false)
  const [tall, setTall] = createSignal(false)
  const [whole, setWhole] = createSignal(false)
  const own = () => props.person.own
  const picture = () => (own() ? call.media.camera().track : props.person.camera)
  /** As in a mirror, unless the camera looks away from the person. */
  const mirrored = () => own() && call.media.camera().track?.getSettings().facingMode !== 'environment'
  const muted = () => !(own() ? call.microphoneOn() : props.person.microphone)
  const name = () => (own() ? t().own : props.person.name)
  const speaking = () => call.speaking().has(props.person.identity)
  const unseen = () => whyUnseen(call, props.person)
  const waiting = () => !own() && props.person.cameraOn && !playing() && !unseen() && !call.trouble()
  const late = lateAfter(waiting, 8000)
  const label = () =>
    [
      name(),
      unseen(),
      place() && t().handUp,
      speaking() && t().speaking,
      muted() && t().muted,
      props.person.sharing && t().sharing,
      weak() && t().weak,
    ]
      .filter(Boolean)
      .join(', ')
  const place = () => placeInQueue(call.hands(), props.person.identity)
  const weak = () => !own() && call.weak().has(props.person.identity)
  return (
    <div
      ref={(tile) => props.ref?.(tile)}
      class="tile"
      classList={{
        own: own(),
        mirror: mirrored(),
        main: props.main === true,
        pip: props.pip === true,
        speaking: speaking(),
        wait: waiting(),
        seen: playing(),
        tall: tall(),
        whole: whole(),
      }}
      onDblClick={() => setWhole(!whole())}
      role="group"
      tabindex={-1}
      aria-label={label()}
      data-participant={props.person.identity}
    >
      <Show when={!playing()}>
        <div class="av" data-hue={hueOf(props.person.identity)} aria-hidden="true">
          {initials(props.person.name)}
        </div>
      </Show>
      <Show when={picture()}>
        {(track) => <Video track={track()} onPlaying={setPlaying} onSize={(width, height) => setTall(height > width)} />}
      </Show>
      <Show when={place() || weak() || unseen()}>
        <div class="corner">
          <Show when={place()}>
            <span class="chip hand num" title={t().handUp}>
              <Hand class="i" aria-hidden="true" />
              {place()}
            </span>
          </Show>
          <Show when={weak()}>
            <span class="chip weak" title={t().weak}>
              <Signal class="i" aria-hidden="true" />
            </span>
          </Show>
          <Unseen why={unseen()} />
        </div>
      </Show>
      <div class="tag" title={props.person.name}>
        <Show when={props.person.sharing}>
          <ScreenShareIcon class="i" aria-hidden="true" />
        </Show>
        <Show when={muted()}>
          <MicOff class="i" aria-hidden="true" />
        </Show>
        <span class="cut">{late() ? t().connecting : name()}</span>
      </div>
    </div>
  )
}
