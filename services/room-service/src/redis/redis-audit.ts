import { onRedis } from '@runde/service-kit/redis'
import type { Redis } from 'ioredis'
import type { Meetings, Order } from '../ports/meetings.ts'
import { keysOf } from './keys.ts'

/** Entries that are kept, about. */
const kept = 1_000

/** What hosts have ordered; it goes with its meeting. */
export const redisAudit = (redis: Redis): Pick<Meetings, 'recordOrder' | 'orders'> => ({
  recordOrder: (id, order) =>
    onRedis(redis, 'record-order', async () => {
      const { meeting, audit } = keysOf(id)
      const gone = await redis.pexpiretime(meeting)
      const results = await redis
        .pipeline()
        .xadd(audit, 'MAXLEN', '~', kept, '*', 'o', JSON.stringify(order))
        .pexpireat(audit, Math.max(gone, 0))
        .exec()
      const failed = results?.find(([error]) => error)
      if (failed?.[0]) throw failed[0]
    }),
  orders: (id) =>
    onRedis(redis, 'read-orders', async () => {
      const entries = (await redis.xrange(keysOf(id).audit, '-', '+')) as [string, string[]][]
      return entries.map(([entryId, [, order = '{}']]) => ({ ...(JSON.parse(order) as Order), at: Number.parseInt(entryId, 10) }))
    }),
})
