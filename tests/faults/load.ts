import { setTimeout as pause } from 'node:timers/promises'
import { type AcknowledgedMeeting, type Asked, acknowledgedMeetings, type Kind, now } from './history.ts'
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
  /** Seconds that a meeting is to last; unless given, longer than any run. */
  readonly lifetime?: number
  readonly persistence?: Persistence
}

export interface Load {
  /** Begins nothing more, and waits for everything that has begun. */
  readonly stop: () => Promise<void>
}

export const usualMix: Readonly<Record<Kind, number>> = { create: 4, join: 3, exists: 2, info: 1 }

/** Seconds; longer than any run. */
const longest = 6 * 3_600
/** Milliseconds before its end from which nobody asks for a meeting: every retry of an operation fits. */
const margin = 45_000
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

type Known = AcknowledgedMeeting[]

const isCrowded = ({ asked }: AcknowledgedMeeting) => asked.max_participants === crowdedSeats

const letGo = (known: Known) => {
  const first = known.findIndex(({ expires_at }) => expires_at > now() + margin)
  known.splice(0, first === -1 ? known.length : first)
}

const compose = ({ random, prefix, mix = usualMix, lifetime = longest }: LoadOptions, known: Known, number: number): Asked => {
  letGo(known)
  const kind = known.length === 0 ? 'create' : draw(random, mix)
  const key = `${prefix}-${number}`
  if (kind === 'create') {
    return { kind, key, name: key, expires_in: lifetime, ...(random.integer(crowdedEvery) === 0 && { max_participants: crowdedSeats }) }
  }
  const { meeting_id } = random.pick(known)
  if (kind !== 'join') return { kind, meeting_id }
  const crowded = known.findLast(isCrowded)
  return { kind, key, name: key, meeting_id: crowded && random.chance(0.2) ? crowded.meeting_id : meeting_id }
}

/** Steady use by many people: creates, joins and looks, until it is stopped. */
export const startLoad = (options: LoadOptions): Load => {
  const { caller, rate, persistence = { retries: 6 } } = options
  const known = acknowledgedMeetings(caller.history.attempts)
  const underway = new Set<Promise<void>>()
  const begin = (number: number) => {
    const work = perform(caller, compose(options, known, number), persistence).then((attempt) => {
      known.push(...acknowledgedMeetings([attempt]))
    })
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
