import { readFileSync } from 'node:fs'
import type { Meeting, MeetingStatus } from '@runde/contracts/meetings'
import { defineScript, onRedis } from '@runde/service-kit/redis'
import type { Redis } from 'ioredis'
import type { ParticipantRecord } from './apply-livekit-event.ts'
import { keysOf, shards } from './keys.ts'
import type { Admitted, FoundMeeting, Meetings } from './meetings.ts'

/** Seconds that a meeting stays findable after its end, so that its link says "ended" rather than "unknown". */
const keepAfterEnd = 86_400
/** Seconds after its end in which a meeting's id is not given to another. */
const reserveAfterEnd = 30 * 86_400
/** Milliseconds that a seat is kept for somebody who has a token and has not connected. */
const seatPatience = 60_000
/** Milliseconds after which a meeting that a crashed replica was ending is taken over. */
const endingLease = 10_000

const iso = (milliseconds: number | string) => new Date(Number(milliseconds)).toISOString()

type Fields = [
  status: string | null,
  name: string | null,
  created: string | null,
  expires: string | null,
  max: string | null,
  room: string | null,
]

const asFound = (
  id: string,
  [status, name, created, expires, max, room]: Fields,
  connected: number,
  now: number,
): FoundMeeting | undefined => {
  if (!status || !created || !expires) return undefined
  // Between its hour and the next sweep a meeting is over already.
  const current = Number(expires) <= now && status !== 'ended' ? 'ending' : (status as MeetingStatus)
  const times = { created_at: iso(created), expires_at: iso(expires) }
  const meeting = { meeting_id: id, name: name ?? '', status: current, ...times, max_participants: Number(max) }
  return { meeting, num_participants: connected, room_sid: room ?? '' }
}

/** A reply of one pipelined command. @throws the command's own error */
const value = (result: [Error | null, unknown] | undefined): unknown => {
  if (!result) throw new Error('Redis did not answer')
  if (result[0]) throw result[0]
  return result[1]
}

export const redisMeetings = (redis: Redis): Meetings => {
  const script = (name: string) => {
    const lua = readFileSync(new URL(`./lua/${name}.lua`, import.meta.url), 'utf8')
    return defineScript(redis, name, lua)
  }
  // Each script names its keys at its head; `defineCommand` takes their number with every call.
  const insertMeeting = script('insert-meeting')
  const abandonMeeting = script('abandon-meeting')
  const adoptRoom = script('adopt-room')
  const admitParticipant = script('admit-participant')
  const releaseSeat = script('release-seat')
  const replaceParticipant = script('replace-participant')
  const claimDue = script('claim-due')
  const markEnded = script('mark-ended')

  return {
    async insert({ meeting_id, name, max_participants, expires_in }) {
      const { reservation, meeting, due } = keysOf(meeting_id)
      const settings = [meeting_id, name, max_participants, expires_in, keepAfterEnd, reserveAfterEnd]
      const times = (await insertMeeting([reservation, meeting, due], settings)) as [number, number] | null
      if (!times) return undefined
      const stored = { meeting_id, name, max_participants, created_at: iso(times[0]), expires_at: iso(times[1]) }
      return { ...stored, status: 'creating' } satisfies Meeting
    },
    async abandon(id) {
      const { meeting, due } = keysOf(id)
      await abandonMeeting([meeting, due], [id])
    },
    find: (id) =>
      onRedis('find-meeting', async () => {
        const { meeting, seats } = keysOf(id)
        const fields = ['status', 'name', 'created_at', 'expires_at', 'max', 'room_sid'] as const
        const results = await redis
          .pipeline()
          .hmget(meeting, ...fields)
          .zcount(seats, '+inf', '+inf')
          .time()
          .exec()
        const [seconds] = value(results?.[2]) as [number | string]
        return asFound(id, value(results?.[0]) as Fields, Number(value(results?.[1])), Number(seconds) * 1_000)
      }),
    async adoptRoom(id, roomSid) {
      const { meeting, seats } = keysOf(id)
      await adoptRoom([meeting, seats], [roomSid, seatPatience])
    },
    async admit({ meeting_id, display_name, candidate, presented }) {
      const { meeting, participants, seats } = keysOf(meeting_id)
      const identities = [candidate.participant_id, candidate.session_hash, presented?.participant_id ?? '', presented?.session_hash ?? '']
      const reply = await admitParticipant([meeting, participants, seats], [display_name, ...identities, seatPatience])
      const [outcome, participant_id, returning] = reply as [Admitted['outcome'], string, number]
      return outcome === 'admitted' ? { outcome, participant_id, returning: returning === 1 } : { outcome }
    },
    async release(meetingId, participantId) {
      const { participants, seats } = keysOf(meetingId)
      await releaseSeat([participants, seats], [participantId])
    },
    participant: (meeting_id, participant_id) =>
      onRedis('find-participant', async () => {
        const raw = await redis.hget(keysOf(meeting_id).participants, participant_id)
        return raw ? { meeting_id, participant_id, raw, record: JSON.parse(raw) as ParticipantRecord } : undefined
      }),
    async replaceParticipant({ meeting_id, participant_id, raw }, record, seat) {
      const { meeting, participants, seats } = keysOf(meeting_id)
      return (
        (await replaceParticipant([participants, seats, meeting], [participant_id, raw, JSON.stringify(record), seat, seatPatience])) === 1
      )
    },
    connectedParticipants: (id) => onRedis('connected-participants', () => redis.zrangebyscore(keysOf(id).seats, '+inf', '+inf')),
    async claimDue(limit) {
      const claimed = await Promise.all(shards.map(({ due, meetingPrefix }) => claimDue([due], [limit, endingLease, meetingPrefix])))
      return claimed.flat() as string[]
    },
    async markEnded(id) {
      const { meeting, due, seats } = keysOf(id)
      await markEnded([meeting, due, seats], [id])
    },
    answers: () =>
      onRedis('ping', () => redis.ping()).then(
        () => true,
        () => false,
      ),
  }
}
