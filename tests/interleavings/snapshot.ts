import type { MeetingEvent } from '@runde/contracts/meeting-events'
import type { OutboxChange } from '@runde/room-service/ports/meetings'
import { type Fields, fieldNames, readFields } from '@runde/room-service/redis/fields'
import { keysOf, keysOfShard, shardOf } from '@runde/room-service/redis/keys'
import type { ParticipantRecord } from '@runde/room-service/state/apply-livekit-event'
import type { MeetingState } from '@runde/room-service/state/meeting-state'
import { asMeetingEvent } from '@runde/room-service/upkeep/as-meeting-event'
import { defineScript } from '@runde/service-kit/redis'
import type { Redis } from 'ioredis'

/** One meeting as it stands in Redis. */
export interface StoredMeeting {
  readonly state: MeetingState | undefined
  /** Participant to the Unix milliseconds until which the seat is theirs; infinite while connected. */
  readonly seats: ReadonlyMap<string, number>
  /** Of one participant; undefined when nobody of this id is known. */
  readonly recordOf: (participantId: string) => ParticipantRecord | undefined
  /** Whether the sweep will ever look at it. */
  readonly scheduled: boolean
  /** Events that are not published. */
  readonly outbox: readonly MeetingEvent[]
}

/** Everything that Redis holds of the meetings of a seed, at one moment. */
export type Snapshot = ReadonlyMap<string, StoredMeeting>

const lua = `
local seen = {}
local meetings = tonumber(ARGV[1])
for i = 0, meetings - 1 do
  local m, seats, due, people = KEYS[4 * i + 1], KEYS[4 * i + 2], KEYS[4 * i + 3], KEYS[4 * i + 4]
  local fields = redis.call('HMGET', m, ${fieldNames.map((name) => `'${name}'`).join(', ')})
  seen[#seen + 1] = { fields, redis.call('ZRANGE', seats, 0, -1, 'WITHSCORES'), redis.call('ZSCORE', due, ARGV[2 + i]), redis.call('HGETALL', people) }
end
for i = 4 * meetings + 1, #KEYS do seen[#seen + 1] = redis.call('XRANGE', KEYS[i], '-', '+') end
return seen`

type RawMeeting = [Fields, string[], string | null, string[]]
type RawEntry = [string, string[]]

const asEvent = ([id, [, m = '', , v, , e = '{}', , n]]: RawEntry): MeetingEvent =>
  asMeetingEvent({
    ...{ id, meeting_id: m, version: Number(v), change: JSON.parse(e) as OutboxChange },
    ...(n === undefined ? {} : { connected: Number(n) }),
  })

const asSeats = (pairs: readonly string[]): Map<string, number> => {
  const seats = new Map<string, number>()
  for (let at = 0; at < pairs.length; at += 2) {
    const until = pairs[at + 1] ?? ''
    seats.set(pairs[at] ?? '', until === 'inf' ? Number.POSITIVE_INFINITY : Number(until))
  }
  return seats
}

const recordIn = (pairs: readonly string[]) => (participantId: string) => {
  const at = pairs.findIndex((field, index) => index % 2 === 0 && field === participantId)
  return at < 0 ? undefined : (JSON.parse(pairs[at + 1] ?? '{}') as ParticipantRecord)
}

/** Reads all of it in one go. */
export const takeSnapshots = (redis: Redis) => {
  const read = defineScript(redis, 'take-snapshot', lua)
  return async (meetingIds: readonly string[]): Promise<Snapshot> => {
    if (meetingIds.length === 0) return new Map()
    const keys = meetingIds.flatMap((id) => [keysOf(id).meeting, keysOf(id).seats, keysOf(id).due, keysOf(id).participants])
    const outboxes = [...new Set(meetingIds.map(shardOf))].map((shard) => keysOfShard(shard).outbox)
    const reply = (await read([...keys, ...outboxes], [meetingIds.length, ...meetingIds])) as (RawMeeting | RawEntry[])[]
    const waiting = (reply.slice(meetingIds.length) as RawEntry[][]).flat().map(asEvent)
    const one = (id: string, at: number): [string, StoredMeeting] => {
      const [fields, seats, due, people] = reply[at] as RawMeeting
      const state = readFields(id, fields, 0, 0)?.state
      const outbox = waiting.filter(({ meeting_id }) => meeting_id === id)
      return [id, { state, seats: asSeats(seats), recordOf: recordIn(people), scheduled: due !== null, outbox }]
    }
    return new Map(meetingIds.map(one))
  }
}
