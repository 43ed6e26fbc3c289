import type { Permissions, Role } from '@runde/contracts/meetings'
import { handOf } from '@runde/contracts/shown'
import { permissionsOf } from './permissions.ts'

/** The parts of LiveKit's room that a picture of the call is made of; `T` is its track. */
export interface RoomLike<T> {
  readonly state: string
  readonly canPlaybackAudio: boolean
  /** The meeting is end-to-end encrypted. */
  readonly hasE2EESetup: boolean
  readonly localParticipant: ParticipantLike<T>
  readonly remoteParticipants: ReadonlyMap<string, ParticipantLike<T>>
}

export interface ParticipantLike<T> {
  readonly identity: string
  readonly name?: string | undefined
  readonly isLocal: boolean
  readonly isSpeaking: boolean
  readonly lastSpokeAt?: Date | undefined
  readonly joinedAt?: Date | undefined
  readonly connectionQuality: string
  readonly attributes: Readonly<Record<string, string>>
  readonly permissions?: Parameters<typeof permissionsOf>[0]
  readonly trackPublications: ReadonlyMap<string, PublicationLike<T>>
}

export interface PublicationLike<T> {
  readonly trackSid: string
  readonly source: string
  readonly isMuted: boolean
  readonly isEncrypted: boolean
  readonly track?: T | undefined
}

export interface Person<T> {
  identity: string
  name: string
  own: boolean
  /** The server says so; nobody can of themselves. */
  role: Role
  /** Milliseconds since the epoch since when their hand is up; 0: it is down. */
  hand: number
  /** What LiveKit lets them send. */
  permissions: Permissions
  /** Whether the others can hear them. */
  microphone: boolean
  /** Whether they show their camera, received here or not. */
  cameraOn: boolean
  cameraSid: string | undefined
  /** They send something in clear where all is to be encrypted: nothing of theirs is shown or played. */
  clear: boolean
  /** Received; it stays attached while the camera is off, so that the picture is back at once. */
  camera: T | undefined
  audio: T | undefined
  sharing: boolean
  speaking: boolean
  /** Milliseconds since the epoch; 0 when never. */
  lastSpoke: number
  joined: number
  poor: boolean
}

export interface Share<T> {
  identity: string
  sid: string
  name: string
  own: boolean
  /** As of the person. */
  clear: boolean
  video: T | undefined
  audio: T | undefined
}

export interface RoomSnapshot<T> {
  connection: 'connecting' | 'connected' | 'reconnecting' | 'disconnected'
  /** False while the browser waits for a gesture before it plays sound. */
  canPlay: boolean
  people: Person<T>[]
  shares: Share<T>[]
}

const connections: Readonly<Record<string, RoomSnapshot<unknown>['connection']>> = {
  connecting: 'connecting',
  connected: 'connected',
  reconnecting: 'reconnecting',
  signalReconnecting: 'reconnecting',
}

const published = <T>(participant: ParticipantLike<T>, source: string): PublicationLike<T> | undefined => {
  for (const publication of participant.trackPublications.values()) if (publication.source === source) return publication
  return undefined
}

const roleOf = (told: string | undefined): Role => (told === 'host' || told === 'co_host' ? told : 'participant')

/**
 * Of a person, not of a track: whoever sends one thing in clear may be somebody else in between, and then nothing that comes under
 * this name is to be trusted.
 */
const sendsClear = <T>({ trackPublications }: ParticipantLike<T>, encrypted: boolean): boolean =>
  encrypted && [...trackPublications.values()].some((one) => !one.isEncrypted)

const person = <T>(participant: ParticipantLike<T>, encrypted: boolean): Person<T> => {
  const clear = sendsClear(participant, encrypted)
  const microphone = published(participant, 'microphone')
  const camera = published(participant, 'camera')
  return {
    identity: participant.identity,
    name: participant.name || participant.identity,
    own: participant.isLocal,
    role: roleOf(participant.attributes.role),
    hand: handOf(participant.attributes),
    permissions: permissionsOf(participant.permissions),
    microphone: microphone !== undefined && !microphone.isMuted,
    cameraOn: camera !== undefined && !camera.isMuted,
    cameraSid: camera?.trackSid,
    clear,
    camera: clear ? undefined : camera?.track,
    audio: clear ? undefined : microphone?.track,
    sharing: published(participant, 'screen_share') !== undefined,
    speaking: participant.isSpeaking,
    lastSpoke: participant.lastSpokeAt?.getTime() ?? 0,
    joined: participant.joinedAt?.getTime() ?? 0,
    poor: participant.connectionQuality === 'poor' || participant.connectionQuality === 'lost',
  }
}

const share = <T>(participant: ParticipantLike<T>, encrypted: boolean): Share<T> | undefined => {
  const video = published(participant, 'screen_share')
  if (!video) return undefined
  const clear = sendsClear(participant, encrypted)
  return {
    identity: participant.identity,
    sid: video.trackSid,
    name: participant.name || participant.identity,
    own: participant.isLocal,
    clear,
    video: clear ? undefined : video.track,
    audio: clear ? undefined : published(participant, 'screen_share_audio')?.track,
  }
}

/** What the room looks like now: everything the views show, and nothing they could change. Own person first, then by arrival. */
export const snapshot = <T>(room: RoomLike<T>): RoomSnapshot<T> => {
  const everybody = [room.localParticipant, ...room.remoteParticipants.values()].filter((one) => one.identity !== '')
  const byArrival = (a: Person<T>, b: Person<T>) =>
    Number(b.own) - Number(a.own) || a.joined - b.joined || a.identity.localeCompare(b.identity)
  return {
    connection: connections[room.state] ?? 'disconnected',
    canPlay: room.canPlaybackAudio,
    people: everybody.map((one) => person(one, room.hasE2EESetup)).sort(byArrival),
    shares: everybody.map((one) => share(one, room.hasE2EESetup)).filter((one) => one !== undefined),
  }
}

/** While the line is down the SDK empties the room piece by piece; people keep seeing who was there. */
export const holdWhileAway = <T>(before: RoomSnapshot<T>, now: RoomSnapshot<T>): RoomSnapshot<T> =>
  (now.connection === 'reconnecting' || now.connection === 'disconnected') && before.people.length > 0
    ? { ...now, people: before.people, shares: before.shares }
    : now
