import { createHmac, hkdfSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { defineScript } from '@runde/service-kit/redis'
import type { Redis } from 'ioredis'
import type { Counter, Counters } from './counters.ts'

const script = readFileSync(new URL('./lua/count.lua', import.meta.url), 'utf8')

export interface RedisCountersDeps {
  readonly redis: Redis
  /** Hides who was counted; the same on every replica. */
  readonly secret: string
}

/** Counters of all replicas together, under `limits:<name>:<group>`; no address of a person gets into Redis or its files. */
export const redisCounters = ({ redis, secret }: RedisCountersDeps): Counters => {
  const run = defineScript(redis, 'countRequests', script)
  const hiding = Buffer.from(hkdfSync('sha256', secret, '', 'runde client groups', 32))
  const hidden = (group: string) => createHmac('sha256', hiding).update(group).digest().subarray(0, 16).toString('base64url')
  const ask = async (counting: 0 | 1, counters: readonly Counter[]) => {
    const keys = counters.map(({ name, group }) => `limits:${name}:${hidden(group)}`)
    return (await run(keys, [counting, ...counters.flatMap(({ most, window }) => [most, window])])) as number[]
  }
  return { look: (counters) => ask(0, counters), count: (counters) => ask(1, counters) }
}
