import { onRedis } from '@runde/service-kit/redis'
import type { Redis } from 'ioredis'
import type { Meetings, OutboxChange, OutboxEntry } from '../ports/meetings.ts'
import { keysOfShard } from './keys.ts'

const readEntry = ([id, pairs]: [string, string[]]): OutboxEntry => {
  const fields: Record<string, string> = {}
  for (let at = 0; at < pairs.length; at += 2) fields[pairs[at] ?? ''] = pairs[at + 1] ?? ''
  const { m = '', v, e = '{}', n } = fields
  const entry = { id, meeting_id: m, version: Number(v), change: JSON.parse(e) as OutboxChange }
  return n === undefined ? entry : { ...entry, connected: Number(n) }
}

/** The events that wait to be published, oldest first. */
export const redisOutbox = (redis: Redis): Pick<Meetings, 'outbox' | 'published'> => ({
  outbox: (shard, limit) =>
    onRedis(redis, 'read-outbox', async () => {
      const entries = await redis.xrange(keysOfShard(shard).outbox, '-', '+', 'COUNT', limit)
      return (entries as [string, string[]][]).map(readEntry)
    }),
  published: (shard, ids) =>
    onRedis(redis, 'clear-outbox', async () => {
      if (ids.length > 0) await redis.xdel(keysOfShard(shard).outbox, ...ids)
    }),
})
