import { meetingIdAlphabet } from '@runde/contracts/meeting-id'
import { shardOf } from '@runde/room-service/redis/keys'
import { redisMeetings } from '@runde/room-service/redis/redis-meetings'
import type { Redis } from 'ioredis'
import { type Random, seeded } from '../faults/random.ts'
import { type Ledger, newLedger } from './ledger.ts'
import { type LivekitModel, livekitModel } from './livekit-model.ts'
import { type Observer, observe } from './observer.ts'
import { type Ports, type Replica, startReplica } from './replica.ts'
import { type Fate, type PendingCall, type Scheduler, scheduler } from './scheduler.ts'
import { type StreamModel, streamModel } from './stream-model.ts'
import { startTrace, type Trace } from './trace.ts'
import { type VirtualClock, virtualClock } from './virtual-clock.ts'

/** Breaks the ports on purpose, to see the invariants notice. */
export type Sabotage = (ports: Ports, redis: Redis) => Ports

export interface SeedWorld extends Pick<Observer, 'snapshot' | 'expect'> {
  readonly random: Random
  readonly clock: VirtualClock
  readonly redis: Redis
  readonly livekit: LivekitModel
  readonly stream: StreamModel
  readonly ledger: Ledger
  readonly scheduler: Scheduler
  readonly trace: Trace
  /** How often what happened. */
  readonly counts: Map<string, number>
  readonly count: (what: string) => void
  readonly meetingIds: () => readonly string[]
  readonly shards: () => readonly number[]
  readonly startReplica: (name: string) => Replica
  /** Lets one call meet its fate and checks what must hold afterwards. */
  readonly take: (call: PendingCall, fate: Fate) => Promise<void>
  /** Something outside has changed: says so in the trace, and looks at Redis again. */
  readonly happened: (what: string, about: string) => Promise<void>
}

/** Reading changes nothing, and LiveKit is no part of Redis. */
const reads = [
  'store.find',
  'store.participant',
  'store.connectedParticipants',
  'store.countWaiting',
  'store.statuses',
  'store.outbox',
] as const
const changes = ({ what }: PendingCall, fate: Fate) =>
  fate !== 'lost' && fate !== 'crash-before' && !what.startsWith('livekit.') && !reads.some((read) => read === what)

const meetingIdOf = (random: Random): string =>
  Array.from({ length: 12 }, (_, at) => (at === 3 || at === 8 ? '-' : meetingIdAlphabet[random.integer(meetingIdAlphabet.length)])).join('')

/** Draws the ids that the seed decides, and remembers them. */
const drawIds =
  (random: Random, { drawn }: Ledger) =>
  (fits: (id: string) => boolean): string => {
    for (;;) {
      const id = meetingIdOf(random)
      if (!fits(id)) continue
      drawn.set(id, { key: undefined })
      return id
    }
  }

/** A fresh world over an emptied Redis. */
export const openWorld = async (seed: number, redis: Redis, sabotage: Sabotage = (ports) => ports): Promise<SeedWorld> => {
  await redis.flushdb()
  const random = seeded(seed)
  const clock = virtualClock()
  const livekit = livekitModel(clock.now)
  const stream = streamModel()
  const ledger = newLedger()
  const calls = scheduler()
  const ports = sabotage({ meetings: redisMeetings({ redis, clock }), rooms: livekit.rooms, bus: stream.bus }, redis)
  const trace = startTrace(clock.elapsed)
  const { snapshot, expect, look, settle } = observe({ redis, livekit, stream, ledger, now: clock.now })
  const counts = new Map<string, number>()
  const count = (what: string) => void counts.set(what, (counts.get(what) ?? 0) + 1)
  const meetingIds = () => [...ledger.drawn.keys()]

  return {
    ...{ random, clock, redis, livekit, stream, ledger, scheduler: calls, trace, counts, count, meetingIds, snapshot, expect },
    shards: () => [...new Set(meetingIds().map(shardOf))],
    startReplica: (name) => startReplica(name, { ports, scheduler: calls, newId: drawIds(random, ledger), now: clock.now }),
    async take(call, fate) {
      clock.tick()
      count(`call ${fate}`)
      const line = trace.call(call, fate)
      const taken = await calls.take(call, fate)
      line.answered(taken)
      if (changes(call, fate)) await look(taken)
      settle()
    },
    async happened(what, about) {
      count(what)
      trace.note(`--- ${what} ${about}`)
      if (what.startsWith('redis')) await look()
      settle()
    },
  }
}
