import { meetingIdAlphabet } from '@runde/contracts/meeting-id'
import { shardOf } from '@runde/room-service/redis/keys'
import { redisMeetings } from '@runde/room-service/redis/redis-meetings'
import type { Redis } from 'ioredis'
import { type Random, seeded } from '../faults/random.ts'
import { aboutAnswer } from './about-call.ts'
import { checkStep } from './check-step.ts'
import { type Ledger, newLedger } from './ledger.ts'
import { type LivekitModel, livekitModel } from './livekit-model.ts'
import { type Ports, type Replica, startReplica } from './replica.ts'
import { type Fate, type PendingCall, type Scheduler, scheduler } from './scheduler.ts'
import { type Snapshot, takeSnapshots } from './snapshot.ts'
import { type StreamModel, streamModel } from './stream-model.ts'
import { type VirtualClock, virtualClock } from './virtual-clock.ts'

/** Breaks the ports on purpose, to see the invariants notice. */
export type Sabotage = (ports: Ports, redis: Redis) => Ports

export interface SeedWorld {
  readonly random: Random
  readonly clock: VirtualClock
  readonly redis: Redis
  readonly livekit: LivekitModel
  readonly stream: StreamModel
  readonly ledger: Ledger
  readonly scheduler: Scheduler
  readonly trace: string[]
  /** How often what happened. */
  readonly counts: Map<string, number>
  readonly snapshot: () => Snapshot
  readonly meetingIds: () => readonly string[]
  readonly shards: () => readonly number[]
  readonly startReplica: (name: string) => Replica
  /** Lets one call meet its fate and checks what must hold afterwards. */
  readonly take: (call: PendingCall, fate: Fate) => Promise<void>
  /** Something outside has changed: says so in the trace, and looks at Redis again. */
  readonly happened: (what: string, about: string) => Promise<void>
  readonly count: (what: string) => void
  /** Asks this of what Redis holds once the step that is being taken is over: somebody has just been told something. */
  readonly expect: (check: (snapshot: Snapshot) => readonly string[]) => void
}

/** Reading changes nothing: Redis is looked at again only after these. */
const reads = ['store.find', 'store.participant', 'store.connectedParticipants', 'store.statuses', 'store.outbox'] as const
const changes = ({ what }: PendingCall, fate: Fate) =>
  fate !== 'lost' && fate !== 'crash-before' && !what.startsWith('livekit.') && !reads.some((read) => read === what)

const meetingIdOf = (random: Random): string =>
  Array.from({ length: 12 }, (_, at) => (at === 3 || at === 8 ? '-' : meetingIdAlphabet[random.integer(meetingIdAlphabet.length)])).join('')

/** A fresh world over an emptied Redis. */
export const openWorld = async (seed: number, redis: Redis, sabotage: Sabotage = (ports) => ports): Promise<SeedWorld> => {
  await redis.flushdb()
  const random = seeded(seed)
  const clock = virtualClock()
  const livekit = livekitModel(clock.now)
  const stream = streamModel()
  const ledger = newLedger()
  const calls = scheduler()
  const look = takeSnapshots(redis)
  const ports = sabotage({ meetings: redisMeetings({ redis, clock }), rooms: livekit.rooms, bus: stream.bus }, redis)
  const trace: string[] = []
  const counts = new Map<string, number>()
  const known = new Set<number>()
  const expected: ((snapshot: Snapshot) => readonly string[])[] = []
  let snapshot: Snapshot = new Map()

  const count = (what: string) => void counts.set(what, (counts.get(what) ?? 0) + 1)
  /** The version of a restored meeting is the time, by Redis's milliseconds: they are not the seed's. */
  const lineOf = (text: string, at = trace.length) =>
    `${String(at + 1).padStart(4)} +${(clock.elapsed() / 1_000).toFixed(3)}s ${text.replace(/\bv\d{12,}/g, 'v(restored)')}`
  const meetingIds = () => [...ledger.drawn.keys()]
  const newId = (fits: (id: string) => boolean): string => {
    for (;;) {
      const id = meetingIdOf(random)
      if (!fits(id)) continue
      ledger.drawn.set(id, { key: undefined })
      known.add(shardOf(id))
      return id
    }
  }
  const check = async (step: Parameters<typeof checkStep>[0]['step']) => {
    const after = await look(meetingIds())
    ledger.violations.push(...checkStep({ before: snapshot, after, step, ledger, stream, now: clock.now() }))
    snapshot = after
  }

  /** What neither Redis nor LiveKit holds any more cannot come back. */
  const forget = () => {
    for (const id of ledger.lost.keys()) if (!snapshot.get(id)?.state && !livekit.standing().has(id)) ledger.forgotten.add(id)
  }

  return {
    ...{ random, clock, redis, livekit, stream, ledger, scheduler: calls, trace, counts, meetingIds, count },
    snapshot: () => snapshot,
    expect: (one) => void expected.push(one),
    shards: () => [...known],
    startReplica: (name) => startReplica(name, { ports, scheduler: calls, newId, now: clock.now }),
    async take(call, fate) {
      clock.tick()
      // What follows from the call is told after it.
      const at = trace.push('') - 1
      const { value, error } = await calls.take(call, fate)
      count(`call ${fate}`)
      const answer = fate === 'lost' || fate === 'crash-before' ? '' : error === undefined ? ` -> ${aboutAnswer(value)}` : ` -> ${error}`
      trace[at] = lineOf(`${call.actor.name} ${call.what}(${call.about})${answer}${fate === 'done' ? '' : `  *** ${fate}`}`, at)
      if (changes(call, fate)) await check({ call, value, error })
      for (const one of expected.splice(0)) ledger.violations.push(...one(snapshot))
      forget()
    },
    async happened(what, about) {
      count(what)
      trace.push(lineOf(`--- ${what} ${about}`))
      if (what.startsWith('redis')) await check(undefined)
      forget()
    },
  }
}
