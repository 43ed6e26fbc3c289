import { onRedis, type Script } from '@runde/service-kit/redis'
import type { Redis } from 'ioredis'
import type { Meetings, StoredParticipant } from '../ports/meetings.ts'
import type { ParticipantRecord } from '../state/apply-livekit-event.ts'
import { reconcileEvery, watchAfterPresence } from '../state/wake.ts'
import { keysOf } from './keys.ts'

interface Deps {
  readonly redis: Redis
  readonly script: (name: string) => Script
  readonly onOutbox: (shard: number) => void
  /** Milliseconds. */
  readonly seatPatience: number
}

type Methods = Pick<
  Meetings,
  'release' | 'participant' | 'setRole' | 'permit' | 'raiseHand' | 'replaceParticipant' | 'connectedParticipants'
>

const read = (meeting_id: string, participant_id: string, raw: string | null | undefined): StoredParticipant | undefined =>
  raw ? { meeting_id, participant_id, raw, record: JSON.parse(raw) as ParticipantRecord } : undefined

const event = (type: 'participant_joined' | 'participant_left', participant_id: string, { name }: ParticipantRecord) =>
  JSON.stringify({ type, participant_id, display_name: name })

/** Who is in a meeting, and on which seats. */
export const redisParticipants = ({ redis, script, onOutbox, seatPatience }: Deps): Methods => {
  const releaseSeat = script('release-seat')
  const replaceParticipant = script('replace-participant')
  const setRole = script('set-role')
  const permitParticipant = script('permit-participant')
  const raiseHand = script('raise-hand')
  return {
    async release(meetingId, participantId) {
      const { participants, seats } = keysOf(meetingId)
      await releaseSeat([participants, seats], [participantId])
    },
    participant: (meeting_id, participant_id) =>
      onRedis(redis, 'find-participant', async () =>
        read(meeting_id, participant_id, await redis.hget(keysOf(meeting_id).participants, participant_id)),
      ),
    async replaceParticipant({ meeting_id, participant_id, raw }, record, seat) {
      const { participants, seats, meeting, outbox, due, shard } = keysOf(meeting_id)
      const events = [event('participant_joined', participant_id, record), event('participant_left', participant_id, record)]
      const change = [participant_id, raw, JSON.stringify(record), seat, seatPatience, meeting_id]
      const args = [...change, ...events, watchAfterPresence, reconcileEvery]
      if ((await replaceParticipant([participants, seats, meeting, outbox, due], args)) !== 1) return false
      onOutbox(shard)
      return true
    },
    setRole: async (meetingId, participantId, role) =>
      (await setRole([keysOf(meetingId).participants], [participantId, role === 'participant' ? '' : role])) === 1,
    async permit(meetingId, participantId, permissions) {
      const { participants } = keysOf(meetingId)
      const record = (await permitParticipant([participants], [participantId, JSON.stringify(permissions)])) as string | null
      return record === null ? undefined : (JSON.parse(record) as ParticipantRecord)
    },
    async raiseHand(meetingId, participantId, raised) {
      const before = (await raiseHand([keysOf(meetingId).participants], [participantId, raised ? 1 : 0])) as string | null
      return before === null ? undefined : (JSON.parse(before) as ParticipantRecord)
    },
    connectedParticipants: (id) =>
      onRedis(redis, 'connected-participants', async () => {
        const { seats, participants } = keysOf(id)
        const connected = await redis.zrangebyscore(seats, '+inf', '+inf')
        if (connected.length === 0) return []
        const records = await redis.hmget(participants, ...connected)
        return connected.flatMap((participant_id, at) => read(id, participant_id, records[at]) ?? [])
      }),
  }
}
