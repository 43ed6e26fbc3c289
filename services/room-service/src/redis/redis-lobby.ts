import { onRedis, type Script } from '@runde/service-kit/redis'
import type { Redis } from 'ioredis'
import type { Meetings } from '../ports/meetings.ts'
import type { ParticipantRecord } from '../state/apply-livekit-event.ts'
import { keysOf } from './keys.ts'

interface Deps {
  readonly redis: Redis
  readonly script: (name: string) => Script
  readonly onOutbox: (shard: number) => void
}

/** Who waits until a host lets them in. */
export const redisLobby = ({ redis, script, onOutbox }: Deps): Pick<Meetings, 'waiting' | 'countWaiting' | 'decideWaiting'> => {
  const decideWaiting = script('decide-waiting')
  return {
    waiting: (id, now) =>
      onRedis(redis, 'read-lobby', async () => {
        const { lobby, participants } = keysOf(id)
        const ids = await redis.zrangebyscore(lobby, `(${now}`, '+inf')
        if (ids.length === 0) return []
        const records = await redis.hmget(participants, ...ids)
        const people = ids.flatMap((participant_id, at) => {
          const record = records[at]
          return record ? [{ participant_id, record: JSON.parse(record) as ParticipantRecord }] : []
        })
        return people
          .map(({ participant_id, record: { name, admitted_at } }) => ({ participant_id, display_name: name, since: admitted_at }))
          .toSorted((one, other) => one.since - other.since)
      }),
    countWaiting: (id, now) => onRedis(redis, 'count-lobby', () => redis.zcount(keysOf(id).lobby, `(${now}`, '+inf')),
    async decideWaiting(meetingId, { participant_id = '', decision, reason = '' }) {
      const { meeting, participants, lobby, outbox, shard } = keysOf(meetingId)
      const decided = Number(await decideWaiting([meeting, participants, lobby, outbox], [meetingId, participant_id, decision, reason]))
      if (decided > 0) onOutbox(shard)
      return decided < 0 ? undefined : decided
    },
  }
}
