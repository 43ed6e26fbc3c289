import type { FoundMeeting } from '@runde/room-service/ports/meetings'
import { emptyRoomKept } from '@runde/room-service/ports/rooms'
import { allShards, keysOfShard } from '@runde/room-service/redis/keys'
import { redisMeetings } from '@runde/room-service/redis/redis-meetings'
import { Redis } from 'ioredis'
import { createMeeting } from '../support/meetings.ts'
import { startServers } from '../support/servers.ts'
import { startStack } from '../support/stack.ts'
import { until } from '../support/wait.ts'
import type { Bench } from './bench.ts'
import { percentile } from './percentile.ts'
import { joinSteadily } from './steady-joins.ts'
import { storeMeetings } from './stored-meetings.ts'
import { table } from './table.ts'

/** Meetings that end in the same second, and how many of them still have a room on LiveKit. */
const due = Number(process.env.RUNDE_BENCH_MEETINGS ?? 100_000)
const withRooms = Math.ceil(due / 100)
/** Joins a second while they end, and before. */
const joinsPerSecond = 40
/** Seconds in which all have to have ended, and how many times the quiet p99 the joins may take. */
const goals = { seconds: 10, p99: 2 } as const

/** Waits for a moment, Unix milliseconds. */
const reached = (moment: number) =>
  until(() => Date.now() >= moment, { what: 'the moment', within: Math.max(0, moment - Date.now()) + 5_000, every: 5 })

/** `npm run bench -- expiry`: a hundred thousand meetings end in one second while people go on joining others. */
export const expiry: Bench = async (report) => {
  await using servers = await startServers({ way: 'local' })
  await using stack = await startStack({ servers, replicas: { 'room-service': 2 } })
  const redis = new Redis(servers.redisUrl)
  await using _redis = { [Symbol.asyncDispose]: async () => redis.disconnect() }
  const meetings = redisMeetings({ redis })
  const sum = async (count: (shard: number) => Promise<number>) => (await Promise.all(allShards.map(count))).reduce((a, b) => a + b, 0)

  report(`storing ${due} meetings`)
  const open: string[] = []
  for (let n = 0; n < 200; n += 1) open.push((await createMeeting(stack.baseUrl)).meeting_id)
  const end = Date.now() + 1.5 * due + 60_000
  const extend = (expires_at: number) => ({ type: 'meeting_extended', expires_at, warned: 2 }) as const
  const old = redisMeetings({ redis, clock: { offset: () => -2 * emptyRoomKept * 1_000 } })
  const extendNow = (found: FoundMeeting) => meetings.commit({ ...found, now: Date.now() }, [extend(end)])
  await storeMeetings({ create: old.create, commit: meetings.commit }, due - withRooms, extendNow)
  for (let n = 0; n < withRooms; n += 1) {
    const found = await meetings.find((await createMeeting(stack.baseUrl)).meeting_id)
    if (found) await meetings.commit(found, [extend(end)])
  }
  await until(async () => (await sum((shard) => redis.xlen(keysOfShard(shard).outbox))) === 0, {
    what: 'the outbox to be empty',
    within: 300_000,
  })
  // Extended meetings are compared with LiveKit once, which is work that a quiet time must not have.
  await until(async () => (await sum((shard) => redis.zcount(keysOfShard(shard).due, '-inf', end - 1))) <= open.length, {
    what: 'all of them to have been compared',
    within: 300_000,
    every: 500,
  })
  const left = end - Date.now()
  if (left < 15_000) throw new Error('this machine is too slow to store so many meetings before their end: set RUNDE_BENCH_MEETINGS lower')

  report('joining while it is quiet')
  await reached(end - 12_000)
  const stopQuiet = joinSteadily(stack.baseUrl, open, joinsPerSecond)
  await reached(end - 2_000)
  const quiet = await stopQuiet()
  await reached(end)
  report('they end')
  const stopBusy = joinSteadily(stack.baseUrl, open, joinsPerSecond)
  await until(async () => (await sum((shard) => redis.zcount(keysOfShard(shard).due, '-inf', end + 60_000))) <= open.length, {
    what: 'all of them to end',
    within: 300_000,
    every: 250,
  })
  const seconds = (Date.now() - end) / 1_000
  const busy = await stopBusy()
  await until(async () => (await sum((shard) => redis.xlen(keysOfShard(shard).outbox))) === 0, {
    what: 'the events to be published',
    within: 300_000,
  })
  const published = (Date.now() - end) / 1_000
  const p99 = { quiet: percentile(quiet.durations, 0.99), busy: percentile(busy.durations, 0.99) }
  const ratio = p99.busy / p99.quiet
  const rows = [
    ['', 'figure'],
    [`${due} meetings have ended, seconds (goal ${goals.seconds})`, seconds.toFixed(1)],
    ['and their events are published, seconds', published.toFixed(1)],
    ['join p99 while it is quiet, ms', p99.quiet.toFixed(0)],
    [`join p99 meanwhile, ms: ${ratio.toFixed(1)} times (goal ${goals.p99})`, p99.busy.toFixed(0)],
    ['joins meanwhile; refused', `${busy.durations.length}; ${busy.refused.length}`],
  ]
  return {
    lines: table(rows),
    data: { due, withRooms, seconds, published, p99, ratio, joins: busy.durations.length, refused: busy.refused, goals },
  }
}
