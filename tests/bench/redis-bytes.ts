import { allShards, keysOfShard } from '@runde/room-service/redis/keys'
import { redisMeetings } from '@runde/room-service/redis/redis-meetings'
import { hashOfHostKey, newHostKey } from '@runde/room-service/state/host-key'
import { newMeetingId } from '@runde/room-service/state/new-meeting-id'
import { Redis } from 'ioredis'
import { startServers } from '../support/servers.ts'
import type { Bench } from './bench.ts'
import { median } from './median.ts'
import { storeMeetings } from './stored-meetings.ts'
import { table } from './table.ts'

/** Meetings of one round, and rounds; a million of them take minutes: `RUNDE_BENCH_MEETINGS=1000000`. */
const count = Number(process.env.RUNDE_BENCH_MEETINGS ?? 100_000)
const rounds = 5
/** How many times the floor's bytes ours may take. */
const goal = 1.2

const usedMemory = async (redis: Redis) => Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1])

/** The least that anybody would do: the meeting as JSON, with a time to live and no index of what expires. */
const storeFloor = async (redis: Redis) => {
  for (let done = 0; done < count; done += 1_000) {
    const pipeline = redis.pipeline()
    for (let n = 0; n < Math.min(1_000, count - done); n += 1) {
      const meeting_id = newMeetingId()
      const times = { created_at: new Date().toISOString(), expires_at: new Date(Date.now() + 86_400_000).toISOString() }
      const meeting = {
        meeting_id,
        name: `Meeting ${meeting_id}`,
        status: 'open',
        ...times,
        max_participants: 50,
        host_key: hashOfHostKey(newHostKey()),
      }
      pipeline.set(`meeting:${meeting_id}`, JSON.stringify(meeting), 'EX', 172_800)
    }
    await pipeline.exec()
  }
}

const storeOurs = async (redis: Redis) => {
  await storeMeetings(redisMeetings({ redis }), count)
  // The relay has published them.
  await redis.del(...allShards.map((shard) => keysOfShard(shard).outbox))
}

const bytesEach = async (redis: Redis, store: (redis: Redis) => Promise<void>) => {
  await redis.flushall()
  const before = await usedMemory(redis)
  await store(redis)
  return (await usedMemory(redis)) - before
}

/** `npm run bench -- redis-bytes`: what a meeting takes in Redis, index of expiry included, beside a JSON string with a time to live. */
export const redisBytes: Bench = async (report) => {
  await using servers = await startServers({ way: 'local' })
  const redis = new Redis(servers.redisUrl)
  const results: { ours: number; floor: number }[] = []
  try {
    for (let round = 1; round <= rounds; round += 1) {
      const ours = (await bytesEach(redis, storeOurs)) / count
      const floor = (await bytesEach(redis, storeFloor)) / count
      results.push({ ours, floor })
      report(`round ${round}: ours ${ours.toFixed(0)} bytes, JSON with a time to live ${floor.toFixed(0)}`)
    }
  } finally {
    redis.disconnect()
  }
  const [ours, floor] = [median(results.map((one) => one.ours)), median(results.map((one) => one.floor))]
  const ratio = ours / floor
  const rows = [
    ['a meeting in Redis', 'bytes'],
    ['JSON with a time to live', Math.round(floor)],
    ['ours, with the index of expiry', Math.round(ours)],
  ]
  return {
    lines: [
      ...table(rows),
      `ratio ${ratio.toFixed(2)}, goal ${goal}: ${ratio <= goal ? 'met' : 'NOT met'}; ${count} meetings, ${rounds} rounds`,
    ],
    data: { meetings: count, rounds: results, ours, floor, ratio, goal },
  }
}
