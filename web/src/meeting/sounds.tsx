import type { Track } from 'livekit-client'
import { createEffect, For, on, onCleanup, Show } from 'solid-js'
import { useCall } from './call-context.ts'

interface SoundProps {
  track: Track
  identity: string
  /** Empty for the system's default. */
  speaker: string
}

const Sound = (props: SoundProps) => (
  <audio
    data-participant={props.identity}
    ref={(element) => {
      createEffect(
        on(
          () => props.track,
          (track) => {
            track.attach(element)
            onCleanup(() => track.detach(element))
          },
        ),
      )
      createEffect(() => {
        const { speaker } = props
        // A loudspeaker that has gone is no reason to lose the sound: the browser stays on the one before.
        if ('setSinkId' in element && element.sinkId !== speaker) element.setSinkId(speaker).catch(() => {})
      })
    }}
  />
)

/** Everybody's sound, apart from the tiles: paging away from a person does not silence them. */
export const Sounds = () => {
  const call = useCall()
  const speaker = () => call.media.chosen().speaker
  return (
    <div hidden>
      <For each={call.state.people}>
        {(person) => (
          <Show when={!person.own && person.audio}>
            {(track) => <Sound track={track()} identity={person.identity} speaker={speaker()} />}
          </Show>
        )}
      </For>
      <For each={call.state.shares}>
        {(share) => (
          <Show when={!share.own && share.audio}>{(track) => <Sound track={track()} identity={share.identity} speaker={speaker()} />}</Show>
        )}
      </For>
    </div>
  )
}
