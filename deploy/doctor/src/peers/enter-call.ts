import {
  ContinualGatheringPolicy,
  IceServer,
  IceTransportType,
  LocalVideoTrack,
  type RemoteTrack,
  Room,
  RoomEvent,
  SimulateScenarioKind,
  TrackKind,
  TrackPublishOptions,
  TrackSource,
  VideoBufferType,
  VideoFrame,
  VideoSource,
  VideoStream,
} from '@livekit/rtc-node'
import type { Path, PeerOrder } from './peer-order.ts'
import { selectedPaths } from './selected-paths.ts'

/** One of the two, in the call. */
export interface Peer {
  /** Pictures that came from the other. */
  readonly frames: () => number
  readonly paths: () => Promise<readonly Path[]>
  /** Sends a small picture from now on. */
  readonly show: () => Promise<void>
  /** Asks LiveKit to speak with us over TCP only from now on. */
  readonly forceTcp: () => Promise<void>
  readonly leave: () => Promise<void>
}

const [width, height] = [320, 180]
/** Milliseconds between two pictures. */
const every = 100

const watch = (room: Room, onFrame: () => void) => {
  room.on(RoomEvent.TrackSubscribed, (track: RemoteTrack) => {
    if (track.kind !== TrackKind.KIND_VIDEO) return
    const read = async () => {
      const reader = new VideoStream(track).getReader()
      while (!(await reader.read()).done) onFrame()
    }
    read().catch(() => {})
  })
}

/** A grey that grows lighter, so that every picture is another one. */
const show = async (room: Room) => {
  const source = new VideoSource(width, height)
  const track = LocalVideoTrack.createVideoTrack('camera', source)
  await room.localParticipant?.publishTrack(track, new TrackPublishOptions({ source: TrackSource.SOURCE_CAMERA, simulcast: false }))
  let grey = 0
  setInterval(() => {
    grey = (grey + 8) % 256
    source.captureFrame(new VideoFrame(new Uint8Array(width * height * 1.5).fill(grey), width, height, VideoBufferType.I420))
  }, every)
}

const rtcConfigOf = ({ way, turn }: PeerOrder) => {
  if (way !== 'turn' || !turn) return {}
  const { urls, username, credential } = turn
  return {
    rtcConfig: {
      iceTransportType: IceTransportType.TRANSPORT_RELAY,
      continualGatheringPolicy: ContinualGatheringPolicy.GATHER_CONTINUALLY,
      iceServers: [new IceServer({ urls: [...urls], username, password: credential })],
    },
  }
}

/** Connects, and looks at what the other sends. @throws when LiveKit or the network does not let us */
export const enterCall = async (order: PeerOrder, token: string): Promise<Peer> => {
  const room = new Room()
  let frames = 0
  watch(room, () => {
    frames += 1
  })
  await room.connect(order.url, token, { autoSubscribe: true, dynacast: false, ...rtcConfigOf(order) })
  return {
    show: () => show(room),
    frames: () => frames,
    paths: async () => {
      // While it reconnects it has none to tell of.
      const stats = await room.getRtcStats().catch(() => undefined)
      return [...selectedPaths(stats?.publisherStats ?? []), ...selectedPaths(stats?.subscriberStats ?? [])]
    },
    forceTcp: () => room.simulateScenario(SimulateScenarioKind.SIMULATE_FORCE_TCP),
    leave: () => room.disconnect(),
  }
}
