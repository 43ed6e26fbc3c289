import { setTimeout as pause } from 'node:timers/promises'
import { type Asked, type Attempt, acknowledgedMeetings, type Kind } from './history.ts'
import { type Caller, type Persistence, perform } from './operations.ts'
import type { Random } from './random.ts'

export interface LoadOptions {
  readonly caller: Caller
  readonly random: Random
  /** Operations a second, begun at their time whether earlier ones have ended or not. */
  readonly rate: number
  /** Names are unique in the world: the prefix, and a number. */
  readonly prefix: string
  /** Parts of each kind of operation. */
  readonly mix?: Readonly<Record<Kind, number>>
  readonly persistence?: Persistence
}

export interface Load {
  /** Begins nothing more, and waits for everything that has begun. */
  readonly stop: () => Promise<void>
}

export const usualMix: Readonly<Record<Kind, number>> = { create: 4, join: 3, exists: 2, info: 1 }

/** Seconds; longer than any run. */
const lifetime = 6 * 3_600
/** One meeting in so many is small, and asked for more seats than it has. */
const crowdedEvery = 25
const crowdedSeats = 3
/** Milliseconds between two looks at the clock. */
const tick = 10

const draw = (random: Random, mix: Readonly<Record<Kind, number>>): Kind => {
  const kinds = Object.entries(mix) as [Kind, number][]
  let left = random.next() * kinds.reduce((sum, [, parts]) => sum + parts, 0)
  for (const [kind, parts] of kinds) {
    left -= parts
    if (left < 0) return kind
  }
  return 'exists'
}

interface Known {
  readonly all: string[]
  readonly crowded: string[]
}

const note = (known: Known, { asked, outcome }: Attempt) => {
  if (asked.kind !== 'create' || outcome.type !== 'acknowledged' || !outcome.answer.meeting_id) return
  known.all.push(outcome.answer.meeting_id)
  if (asked.max_participants === crowdedSeats) known.crowded.push(outcome.answer.meeting_id)
}

const compose = ({ random, prefix, mix = usualMix }: LoadOptions, known: Known, number: number): Asked => {
  const kind = known.all.length === 0 ? 'create' : draw(random, mix)
  const key = `${prefix}-${number}`
  if (kind === 'create') {
    return { kind, key, name: key, expires_in: lifetime, ...(random.integer(crowdedEvery) === 0 && { max_participants: crowdedSeats }) }
  }
  if (kind !== 'join') return { kind, meeting_id: random.pick(known.all) }
  const crowded = known.crowded.at(-1)
  return { kind, key, name: key, meeting_id: crowded && random.chance(0.2) ? crowded : random.pick(known.all) }
}

/** Steady use by many people: creates, joins and looks, until it is stopped. */
export const startLoad = (options: LoadOptions): Load => {
  const { caller, rate, persistence = { retries: 6 } } = options
  const known: Known = { all: acknowledgedMeetings(caller.history.attempts).map(({ meeting_id }) => meeting_id), crowded: [] }
  const underway = new Set<Promise<void>>()
  const begin = (number: number) => {
    const work = perform(caller, compose(options, known, number), persistence).then((attempt) => note(known, attempt))
    underway.add(work)
    void work.finally(() => underway.delete(work))
  }
  let stopping = false
  const run = async () => {
    const start = performance.now()
    for (let begun = 0; !stopping; await pause(tick)) {
      const due = ((performance.now() - start) * rate) / 1_000
      while (begun < due && !stopping) {
        begun += 1
        begin(begun)
      }
    }
  }
  const running = run()
  return {
    stop: async () => {
      stopping = true
      await running
      await Promise.all(underway)
    },
  }
}
