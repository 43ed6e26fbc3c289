import { once } from 'node:events'
import {
  AudioFrame,
  AudioSource,
  AudioStream,
  LocalAudioTrack,
  type RemoteTrack,
  Room,
  RoomEvent,
  TrackKind,
  TrackPublishOptions,
  TrackSource,
} from '@livekit/rtc-node'
import { paths, pathTo } from '@runde/contracts/paths'
import type { Joined } from '@runde/contracts/rest'
import type { PeerOrder, Person } from './peer-order.ts'

export interface Seat {
  readonly participantToken: string
  /** Resolves when the call is lost for good. */
  readonly gone: Promise<unknown>
  /** Frames with somebody's tone since the last question. */
  readonly heard: () => number
  readonly leave: () => Promise<void>
}

const sampleRate = 16_000
/** Milliseconds of sound in one frame. */
const chunk = 100
/** Of 16-bit samples: far above the silence that a receiver makes up when nothing comes, far below the tone. */
const audible = 1_000

/** @throws when no gateway lets the person in. */
const join = async ({ gateways }: PeerOrder, { name, meetingId }: Person, participant_token?: string): Promise<Joined> => {
  let failure: unknown
  for (const gateway of gateways) {
    try {
      const answer = await fetch(gateway + pathTo(paths.joinMeeting, meetingId), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ display_name: name, participant_token }),
        signal: AbortSignal.timeout(10_000),
      })
      if (answer.ok) return (await answer.json()) as Joined
      throw new Error(`join answered ${answer.status}`)
    } catch (error) {
      failure = error
    }
  }
  throw failure
}

/** A tone, for as long as the room is there. */
const hum = async (room: Room): Promise<NodeJS.Timeout> => {
  const audio = new AudioSource(sampleRate, 1)
  const track = LocalAudioTrack.createAudioTrack('microphone', audio)
  await room.localParticipant?.publishTrack(track, new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE }))
  const samples = (sampleRate * chunk) / 1_000
  let played = 0
  return setInterval(() => {
    const wave = Int16Array.from({ length: samples }, (_, i) => 8_000 * Math.sin((2 * Math.PI * 440 * (played + i)) / sampleRate))
    played += samples
    audio.captureFrame(new AudioFrame(wave, sampleRate, 1, samples)).catch(() => {})
  }, chunk)
}

const listen = (room: Room, onFrame: () => void) => {
  room.on(RoomEvent.TrackSubscribed, (track: RemoteTrack) => {
    if (track.kind !== TrackKind.KIND_AUDIO) return
    const read = async () => {
      for await (const { data } of new AudioStream(track, { sampleRate, numChannels: 1 })) {
        if (data.some((sample) => sample > audible)) onFrame()
      }
    }
    read().catch(() => {})
  })
}

/** Joins by the public API and enters the call, sending a tone and counting what comes from the others. */
export const enter = async (order: PeerOrder, person: Person, session?: string): Promise<Seat> => {
  const { token, participant_token } = await join(order, person, session)
  const room = new Room()
  let frames = 0
  listen(room, () => {
    frames += 1
  })
  const gone = once(room, RoomEvent.Disconnected)
  // LiveKit's native client tries for twenty seconds to mend a call; the pages soon give it up and join afresh.
  room.once(RoomEvent.Reconnecting, () => void room.disconnect())
  await room.connect(order.livekitUrl.replace('http', 'ws'), token, { autoSubscribe: true, dynacast: false })
  const humming = await hum(room)
  void gone.then(() => clearInterval(humming))
  return {
    participantToken: participant_token,
    gone,
    heard: () => {
      const since = frames
      frames = 0
      return since
    },
    leave: () => room.disconnect(),
  }
}
