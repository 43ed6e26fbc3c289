import type { Permissions } from '@runde/contracts/meetings'
import { AudioPresets, LocalAudioTrack, type LocalTrack, LocalVideoTrack, type Room, Track } from 'livekit-client'
import { type Accessor, createEffect, createRoot, onCleanup, untrack } from 'solid-js'
import type { LocalMedia } from '../media/media-types.ts'
import { latest } from './latest.ts'
import type { LocalShare } from './local-share.ts'

type Device = 'camera' | 'microphone'

/** The sound of a shared tab is music and film as often as speech. */
const fullSound = { audioPreset: AudioPresets.musicStereo, dtx: false, forceStereo: true } as const

const sources = { camera: Track.Source.Camera, microphone: Track.Source.Microphone } as const

const publishedTrack = (room: Room, source: Track.Source): LocalTrack | undefined =>
  room.localParticipant.getTrackPublication(source)?.track

/** A muted microphone is published too, silent from the first packet, so that speaking up later costs no negotiation. */
const publishDevice = async (room: Room, kind: Device, track: MediaStreamTrack, wanted: boolean): Promise<void> => {
  if (kind === 'camera') {
    if (wanted) await room.localParticipant.publishTrack(new LocalVideoTrack(track, undefined, true), { source: Track.Source.Camera })
    return
  }
  const audio = new LocalAudioTrack(track, undefined, true)
  if (!wanted) await audio.mute()
  await room.localParticipant.publishTrack(audio as LocalTrack, { source: Track.Source.Microphone })
}

const applyDevice = async (room: Room, kind: Device, media: LocalMedia, allowed: boolean): Promise<void> => {
  const { wanted, track } = untrack(media[kind])
  const live = track?.readyState === 'live' ? track : undefined
  const current = publishedTrack(room, sources[kind])
  if (!allowed) {
    // LiveKit has stopped it already, or is about to; what is allowed again is published anew.
    if (current) await room.localParticipant.unpublishTrack(current, false)
    return
  }
  if (!current) {
    if (live) await publishDevice(room, kind, live, wanted)
    return
  }
  if (live && current.mediaStreamTrack !== live) await current.replaceTrack(live, true)
  await (wanted && live ? current.unmute() : current.mute())
}

const applyShare = async (room: Room, share: LocalShare, allowed: boolean): Promise<void> => {
  const screen = allowed ? untrack(share.screen) : undefined
  const wish = [
    [Track.Source.ScreenShare, screen?.video],
    [Track.Source.ScreenShareAudio, screen?.audio],
  ] as const
  for (const [source, track] of wish) {
    const current = publishedTrack(room, source)
    if (current && current.mediaStreamTrack !== track) await room.localParticipant.unpublishTrack(current, false)
    if (track && current?.mediaStreamTrack !== track)
      await room.localParticipant.publishTrack(track, { source, ...(source === Track.Source.ScreenShareAudio && fullSound) })
  }
}

/** A track that could not be sent is tried again a few times; milliseconds between. */
const retries = 5
const retryAfter = 3000

export interface PublishDeps {
  room: Room
  media: LocalMedia
  share: LocalShare
  /** What is not in it is not sent, whatever the person wants. */
  may: Accessor<Permissions>
  /** Told when something could not be sent; the devices are tried again by themselves. */
  onProblem(what: Device | 'share', error: unknown): void
}

/** Keeps what this room receives from here equal to what the person wants, until disposed. */
export const startPublishing = ({ room, media, share, may, onProblem }: PublishDeps): Disposable =>
  createRoot((dispose) => {
    let over = false
    const follow = (what: Device | 'share', read: () => unknown, apply: () => Promise<void>) => {
      let failures = 0
      const ask = latest(async () => {
        if (over) return
        try {
          await apply()
          failures = 0
        } catch (error) {
          if (over) return
          onProblem(what, error)
          if (++failures <= retries && what !== 'share') setTimeout(ask, retryAfter)
        }
      })
      createEffect(() => {
        read()
        may()
        void ask()
      })
    }
    onCleanup(() => {
      over = true
    })
    follow('microphone', media.microphone, () => applyDevice(room, 'microphone', media, untrack(may).microphone))
    follow('camera', media.camera, () => applyDevice(room, 'camera', media, untrack(may).camera))
    follow('share', share.screen, () => applyShare(room, share, untrack(may).screen_share))
    return { [Symbol.dispose]: dispose }
  })
