import type { LivekitEvent } from '@runde/contracts/livekit-events'
import type { Permissions } from '@runde/contracts/meetings'
import type { LiveParticipant, Rooms } from '@runde/room-service/ports/rooms'

interface ModelRoom {
  readonly room_sid: string
  readonly max_participants: number
  readonly people: Map<string, LiveParticipant>
  metadata: string
}

/** What a token says. */
interface Token {
  readonly participant_id: string
  readonly display_name: string
  readonly permissions: Permissions
}

export interface LivekitModel {
  /** What room-service sees of it. */
  readonly rooms: Rooms
  /** Webhooks that were sent and not delivered, oldest first. */
  readonly webhooks: LivekitEvent[]
  readonly standing: () => ReadonlyMap<string, ModelRoom>
  /** Lets somebody with a token in; false without a room, or when it is full. The same identity twice: the earlier one is put out. */
  readonly connect: (meetingId: string, token: Token) => boolean
  readonly disconnect: (meetingId: string, participantId: string) => void
  /** LiveKit dies and starts again: the room is gone and nobody is told. */
  readonly lose: (meetingId: string) => void
  /** From now on LiveKit tells of rooms and people as they are now, however they change; it goes on acting on what is so. */
  readonly freeze: () => void
  /** It tells the truth again. */
  readonly thaw: () => void
  /** The room is closed, because nobody is inside or by hand. */
  readonly close: (meetingId: string) => void
}

const about = ({ display_name: _, ...participant }: LiveParticipant) => ({ participant })

/** A room that is somebody else's, with a name that could be ours. */
export const foreignRoom = { name: 'abc-defg-hjk', metadata: '{"record":"v1.c29tZWJvZHkgZWxzZSdz"}' } as const

/**
 * LiveKit as far as room-service can see it: CreateRoom is an upsert by name whose settings count only for a new room, rooms
 * vanish, and webhooks wait in a queue that is kept outside. Its time has seconds only, and it never makes a room by itself. Its
 * lists come from a store and may be old.
 */
export const livekitModel = (now: () => number): LivekitModel => {
  const standing = new Map<string, ModelRoom>()
  const webhooks: LivekitEvent[] = []
  let told: ReadonlyMap<string, ModelRoom> = standing
  let serial = 0
  const next = (prefix: string) => `${prefix}_${String(++serial).padStart(4, '0')}`
  const seconds = () => Math.floor(now() / 1_000)

  standing.set(foreignRoom.name, { room_sid: next('RM'), max_participants: 9, people: new Map(), metadata: foreignRoom.metadata })

  const tell = (type: string, meeting_id: string, person?: LiveParticipant) => {
    webhooks.push({ id: next('EV'), type, meeting_id, created_at: seconds(), ...(person && about(person)) })
  }
  const disconnect = (meetingId: string, participantId: string) => {
    const people = standing.get(meetingId)?.people
    const person = people?.get(participantId)
    if (!person) return
    people?.delete(participantId)
    tell('participant_left', meetingId, person)
  }
  const close = (meetingId: string) => {
    const room = standing.get(meetingId)
    if (!room) return
    for (const id of [...room.people.keys()]) disconnect(meetingId, id)
    standing.delete(meetingId)
    tell('room_finished', meetingId)
  }

  const rooms: Rooms = {
    async ensure({ meeting_id, max_participants, metadata }) {
      const known = standing.get(meeting_id)
      if (known) return { room_sid: known.room_sid }
      const room_sid = next('RM')
      standing.set(meeting_id, { room_sid, max_participants, metadata, people: new Map() })
      tell('room_started', meeting_id)
      return { room_sid }
    },
    remove: async (meetingId) => close(meetingId),
    list: async (names) =>
      [...told].flatMap(([name, { room_sid, metadata, people }]) =>
        names === 'all' || names.includes(name) ? [{ name, room_sid, metadata, num_participants: people.size }] : [],
      ),
    participants: async (meetingId) => [...(told.get(meetingId)?.people.values() ?? [])],
    async describe(meetingId, metadata) {
      const room = standing.get(meetingId)
      if (room) room.metadata = metadata
    },
    mute: async () => 0,
    show: async () => {},
    async permit(meetingId, wanted) {
      const people = standing.get(meetingId)?.people
      for (const [id, permissions] of wanted) {
        const person = people?.get(id)
        if (person) people?.set(id, { ...person, permissions })
      }
    },
    ask: async (meetingId, participantId) => standing.get(meetingId)?.people.has(participantId) === true,
    disconnect: async (meetingId, participantId) => disconnect(meetingId, participantId),
    answers: async () => true,
  }

  return {
    rooms,
    webhooks,
    standing: () => standing,
    connect(meetingId, token) {
      const { participant_id } = token
      const room = standing.get(meetingId)
      if (!room) return false
      if (!room.people.has(participant_id) && room.people.size >= room.max_participants) return false
      disconnect(meetingId, participant_id)
      const person = { ...token, sid: next('PA'), joined_at: seconds(), hand: 0 }
      room.people.set(participant_id, person)
      tell('participant_joined', meetingId, person)
      return true
    },
    disconnect,
    freeze: () => {
      told = new Map([...standing].map(([name, room]) => [name, { ...room, people: new Map(room.people) }]))
    },
    thaw: () => {
      told = standing
    },
    lose: (meetingId) => void standing.delete(meetingId),
    close,
  }
}
