import { onRedis } from '@runde/service-kit/redis'
import type { Redis } from 'ioredis'
import { redisClock } from '../ports/clock.ts'
import type { ShardLeases } from '../ports/shards.ts'
import { keysOfShard, replicasKey } from './keys.ts'
import { loadScript } from './scripts.ts'
import { value } from './value.ts'

/** Milliseconds after which a replica that gives no sign of life is dead, and its shards are free. */
const leaseTime = 5_000

/** Leases are about who does the work now: they follow Redis's clock as it is, however tests let the meetings' clock jump. */
export const redisLeases = (redis: Redis): ShardLeases => {
  const script = loadScript(redis, redisClock)
  const takeLease = script('take-lease')
  const giveLease = script('give-lease')
  return {
    heartbeat: (replica) =>
      onRedis(redis, 'heartbeat', async () => {
        const now = Number((await redis.time())[0]) * 1_000
        const results = await redis
          .pipeline()
          .zremrangebyscore(replicasKey, '-inf', now - leaseTime)
          .zadd(replicasKey, now, replica)
          .zcard(replicasKey)
          .exec()
        return Number(value(results, 2))
      }),
    async take(replica, shards) {
      const taken = await Promise.all(shards.map((shard) => takeLease([keysOfShard(shard).lease], [replica, leaseTime])))
      return shards.filter((_, at) => taken[at] === 1)
    },
    async give(replica, shards) {
      await Promise.all(shards.map((shard) => giveLease([keysOfShard(shard).lease], [replica])))
    },
    leave: (replica) => onRedis(redis, 'leave', async () => void (await redis.zrem(replicasKey, replica))),
  }
}
