import { SpanKind } from '@opentelemetry/api'
import { RundeError } from '@runde/contracts/errors'
import type { MutableSource } from '@runde/contracts/host-operations'
import { asGrants, fromGrants, sourcesOf } from '@runde/contracts/permissions'
import { asAttributes, handOf } from '@runde/contracts/shown'
import type { Call } from '@runde/service-kit/bus'
import { circuit } from '@runde/service-kit/circuit'
import { inTime, timeLeft } from '@runde/service-kit/deadline'
import type { Logger } from '@runde/service-kit/log'
import { StartError } from '@runde/service-kit/run'
import { inSpan } from '@runde/service-kit/span'
import { DataPacket_Kind, type ParticipantInfo, ParticipantInfo_State, type Room, type TrackSource, TwirpError } from 'livekit-server-sdk'
import { emptyRoomKept, type LiveParticipant, type LiveRoom, type Rooms } from '../ports/rooms.ts'
import { roomClient } from './room-client.ts'

/** Milliseconds that one call to LiveKit may take. */
const patience = 1_500

export interface LivekitOptions {
  readonly url: string
  readonly key: string
  readonly secret: string
  readonly log: Logger
}

export interface LivekitRooms extends Rooms {
  /** @throws StartError when LiveKit is there and refuses the key. */
  verifyKey(): Promise<void>
}

/** Pages listen for questions of the server on it, and believe them from nobody else. */
const askTopic = 'runde.ask'

const isOf = (source: MutableSource, sent: TrackSource) => sourcesOf[source].some((one) => one === sent)

const refusesKey = (error: unknown) => error instanceof TwirpError && (error.status === 401 || error.status === 403)
const isMissing = (error: unknown) => error instanceof TwirpError && error.code === 'not_found'

const unlessMissing =
  <T>(instead: T) =>
  (error: unknown): T => {
    if (isMissing(error)) return instead
    throw error
  }

const asLiveRoom = ({ name, sid, metadata, numParticipants }: Room): LiveRoom => ({
  name,
  room_sid: sid,
  metadata,
  num_participants: numParticipants,
})

const isActive = ({ state }: ParticipantInfo) => state === ParticipantInfo_State.ACTIVE

const asLiveParticipant = ({ identity, name, sid, joinedAt, permission, attributes }: ParticipantInfo): LiveParticipant => ({
  participant_id: identity,
  display_name: name,
  sid,
  joined_at: Number(joinedAt),
  permissions: fromGrants(permission),
  hand: handOf(attributes),
})

export const livekitRooms = ({ url, key, secret, log }: LivekitOptions): LivekitRooms => {
  const client = roomClient({ url, key, secret }, patience / 1_000)

  const sparing = circuit('livekit', log)

  const answered = async <T>(work: () => Promise<T>, left: number): Promise<T> => {
    try {
      return await inTime(work(), left, 'LiveKit')
    } catch (cause) {
      if (refusesKey(cause)) log.error('LiveKit refuses the API key: check LIVEKIT_API_KEY and LIVEKIT_API_SECRET')
      throw cause instanceof RundeError ? cause : new RundeError('unavailable', 'LiveKit does not answer', { cause })
    }
  }
  const ask = async <T>(method: string, call: Call, work: () => Promise<T>): Promise<T> => {
    // A caller whose time is over says nothing about LiveKit.
    const left = timeLeft(call.deadline, patience)
    const attributes = { 'rpc.system': 'twirp', 'rpc.method': method }
    return inSpan(`livekit ${method}`, { kind: SpanKind.CLIENT, attributes }, () => sparing(() => answered(work, left)))
  }
  /** The cheapest call that needs the key. */
  const probe = (call: Call) => ask('ListRooms', call, () => client.listRooms(['-']))

  const listParticipants = (meetingId: string, call: Call) =>
    ask('ListParticipants', call, () => client.listParticipants(meetingId).catch(unlessMissing([])))
  /** LiveKit looks for whoever is not there for seconds before it says so. */
  const isThere = async (meetingId: string, participantId: string, call: Call) =>
    (await listParticipants(meetingId, call)).some(({ identity }) => identity === participantId)

  return {
    async ensure({ meeting_id, max_participants, metadata }, call) {
      const options = { name: meeting_id, emptyTimeout: emptyRoomKept, maxParticipants: max_participants, metadata }
      const room = await ask('CreateRoom', call, () => client.createRoom(options))
      return { room_sid: room.sid }
    },
    async remove(meetingId, call) {
      await ask('DeleteRoom', call, () => client.deleteRoom(meetingId).catch(unlessMissing(undefined)))
    },
    async list(names, call) {
      // No name at all would mean every room.
      if (names.length === 0) return []
      const rooms = await ask('ListRooms', call, () => client.listRooms(names === 'all' ? undefined : [...names]))
      return rooms.map(asLiveRoom)
    },
    async participants(meetingId, call) {
      const people = await listParticipants(meetingId, call)
      return people.filter(isActive).map(asLiveParticipant)
    },
    async describe(meetingId, metadata, call) {
      await ask('UpdateRoomMetadata', call, () => client.updateRoomMetadata(meetingId, metadata).then(() => {}, unlessMissing(undefined)))
    },
    async mute(meetingId, participantIds, source, call) {
      const people = await listParticipants(meetingId, call)
      const audible = people
        .filter(({ identity }) => participantIds.includes(identity))
        .flatMap(({ identity, tracks }) =>
          tracks.filter((track) => !track.muted && isOf(source, track.source)).map(({ sid }) => ({ identity, sid })),
        )
      const mute = ({ identity, sid }: { identity: string; sid: string }) =>
        ask('MutePublishedTrack', call, () => client.mutePublishedTrack(meetingId, identity, sid, true).then(() => 1, unlessMissing(0)))
      return (await Promise.all(audible.map(mute))).reduce((sum, one) => sum + one, 0)
    },
    async disconnect(meetingId, participantId, call) {
      if (!(await isThere(meetingId, participantId, call))) return
      await ask('RemoveParticipant', call, () => client.removeParticipant(meetingId, participantId).catch(unlessMissing(undefined)))
    },
    async show(meetingId, participantId, shown, call) {
      if (!(await isThere(meetingId, participantId, call))) return
      await ask('UpdateParticipant', call, () =>
        client.updateParticipant(meetingId, participantId, { attributes: asAttributes(shown) }).then(() => {}, unlessMissing(undefined)),
      )
    },
    async permit(meetingId, wanted, call) {
      const people = await listParticipants(meetingId, call)
      const permit = async ({ identity }: ParticipantInfo) => {
        const permissions = wanted.get(identity)
        if (!permissions) return
        await ask('UpdateParticipant', call, () =>
          client
            .updateParticipant(meetingId, identity, { permission: { canSubscribe: true, ...asGrants(permissions) } })
            .then(() => {}, unlessMissing(undefined)),
        )
      }
      await Promise.all(people.map(permit))
    },
    async ask(meetingId, participantId, source, call) {
      const people = await listParticipants(meetingId, call)
      if (!people.some((one) => one.identity === participantId && isActive(one))) return false
      const options = { topic: askTopic, destinationIdentities: [participantId] }
      const question = new TextEncoder().encode(JSON.stringify({ source }))
      return ask('SendData', call, () =>
        client.sendData(meetingId, question, DataPacket_Kind.RELIABLE, options).then(() => true, unlessMissing(false)),
      )
    },
    answers: (call) =>
      probe(call).then(
        () => true,
        () => false,
      ),
    async verifyKey() {
      try {
        await client.listRooms(['-'])
      } catch (cause) {
        if (refusesKey(cause)) {
          throw new StartError('LiveKit refuses the API key: LIVEKIT_API_KEY and LIVEKIT_API_SECRET must be a pair of its configuration', {
            cause,
          })
        }
        log.warn({ err: cause }, 'LiveKit is away; meetings can be created when it answers')
      }
    },
  }
}
