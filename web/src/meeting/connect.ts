import type { Joined } from '@runde/contracts/rest'
import {
  AudioPresets,
  type DisconnectReason,
  LogLevel,
  type ReconnectPolicy,
  Room,
  type RoomConnectOptions,
  RoomEvent,
  setLogLevel,
} from 'livekit-client'
import { chosenIceServers } from './ice-servers.ts'
import { encryptMedia, type MediaEncryption } from './media-encryption.ts'

setLogLevel(LogLevel.warn)

/** Milliseconds between attempts to resume: about ten seconds in all, and never long behind a server that is back. */
const resumePauses = [0, 300, 700, 1500, 2000, 2500, 2500]

/**
 * The SDK resumes a broken line, which keeps what can be kept, and where that cannot be it connects anew, once.
 * Afterwards we join afresh, which also brings back a room that the server has lost.
 */
const createReconnectPolicy = () => {
  let triedAnew = false
  const policy: ReconnectPolicy = { nextRetryDelayInMs: ({ retryCount }) => (triedAnew ? null : (resumePauses[retryCount] ?? null)) }
  const follow = (room: Room) => {
    room.on(RoomEvent.Reconnecting, () => {
      // Without a network there was nothing to try with.
      triedAnew = navigator.onLine
    })
    room.on(RoomEvent.Reconnected, () => {
      triedAnew = false
    })
  }
  return { policy, follow }
}

const createRoom = (encryption: MediaEncryption | undefined): Room => {
  const { policy, follow } = createReconnectPolicy()
  const room = new Room({
    // Measured on both sides of a call: with one connection for both ways, joining takes two large negotiations more.
    singlePeerConnection: false,
    adaptiveStream: true,
    dynacast: true,
    reconnectPolicy: policy,
    // Not `e2ee`, which leaves what is sent as data in clear.
    ...(encryption && { encryption: encryption.options }),
    // Camera and microphone belong to the page: they outlive a lost line.
    stopLocalTrackOnUnpublish: false,
    // Leaving on `beforeunload` would end the call of people who then decide to stay.
    disconnectOnPageLeave: false,
    publishDefaults: { audioPreset: AudioPresets.speech, dtx: true, red: true, simulcast: true, videoCodec: 'vp8', backupCodec: false },
  })
  follow(room)
  return room
}

/** One connection to LiveKit, from the first byte to the last. */
export interface Attempt {
  readonly room: Room
  /** The server has answered: who is there is known and tracks can be published, while the media path is still being made. */
  readonly signalled: Promise<void>
  readonly connected: Promise<void>
  /** Resolves when the SDK has given up this connection or was told to. */
  readonly over: Promise<DisconnectReason | undefined>
}

/**
 * Starts connecting; with a key, encrypted end to end from the first frame. Third parties are not asked for addresses: only the
 * server's own STUN and TURN are used.
 */
export const connect = ({ livekit_url, token }: Pick<Joined, 'livekit_url' | 'token'>, key: string | undefined): Attempt => {
  const encryption = key === undefined ? undefined : encryptMedia(key)
  const room = createRoom(encryption)
  const ready = encryption?.start(room)
  const over = new Promise<DisconnectReason | undefined>((resolve) => {
    room.once(RoomEvent.Disconnected, resolve)
    ready?.catch(() => resolve(undefined))
  })
  void over.then(() => encryption?.[Symbol.dispose]())
  const signalled = new Promise<void>((resolve) => room.once(RoomEvent.SignalConnected, resolve))
  const options: RoomConnectOptions = {
    websocketTimeout: 10_000,
    peerConnectionTimeout: 12_000,
    rtcConfig: {
      // Read again by the SDK once the server has answered; an own list would hide the server's TURN.
      get iceServers() {
        return chosenIceServers(room.engine.latestJoinResponse?.iceServers ?? [])
      },
    },
  }
  const open = () => room.connect(livekit_url, token, options)
  const connected = ready ? ready.then(open) : open()
  // A failed attempt is told by `over`; this keeps it from being reported twice.
  connected.catch(() => {})
  return { room, signalled, connected, over }
}
