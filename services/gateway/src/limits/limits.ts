import { metrics } from '@opentelemetry/api'
import { RundeError } from '@runde/contracts/errors'
import type { ClientGroups } from './client-groups.ts'
import type { Counter, Counters } from './counters.ts'
import type { Limit } from './limit-setting.ts'
import { createLookups } from './lookups.ts'

export interface Rules {
  /** Requests for a meeting that does not exist, or with a host key that is not its own. */
  readonly misses: readonly Limit[]
  readonly creates: readonly Limit[]
  readonly joins: readonly Limit[]
  /** Joins with a passcode that is not the meeting's: of one meeting each. `all` is everybody who tries it there. */
  readonly passcodes: readonly Limit[]
}

export interface LimitsDeps {
  readonly counters: Counters
  /** The same without insurance: they fail when Redis is away, and so does whoever guesses a passcode. */
  readonly strictCounters: Counters
  readonly rules: Rules
}

/** Every one of them but those that count a miss throws RundeError `too_many_requests`. */
export interface Limits {
  /** Before a meeting is created. */
  readonly create: (client: ClientGroups) => Promise<void>
  /** Before a meeting is looked for, whether it exists or not. Dispose what it returns when the request is answered. */
  readonly lookUp: (client: ClientGroups, meetingId: string, joining: boolean) => Promise<Disposable>
  /** Counts a miss. */
  readonly missed: (client: ClientGroups) => Promise<void>
  /** Before a passcode is tried. Dispose what it returns when the request is answered. @throws RundeError `unavailable` too */
  readonly tryPasscode: (client: ClientGroups, meetingId: string, passcode: string) => Promise<Disposable>
  /** Counts a wrong one. */
  readonly guessed: (client: ClientGroups, meetingId: string) => Promise<void>
}

/** Milliseconds; a lookup takes less. */
const lookupPause = 1_000

const longest = (waits: readonly number[]): number => Math.max(0, ...waits)

/** Who may ask how often, and until when they wait; see ADR 17. */
export const createLimits = ({ counters, strictCounters, rules }: LimitsDeps): Limits => {
  const lookups = createLookups()
  const guesses = createLookups()
  const refusals = metrics.getMeter('runde').createCounter('runde.limits.refused', { description: 'Requests that were too many' })

  const tooMany = (what: keyof Rules, wait: number) => {
    refusals.add(1, { limit: what })
    const retryAfter = Math.ceil(wait / 1_000)
    return new RundeError('too_many_requests', `The next request is taken in ${retryAfter} s.`, { retryAfter })
  }
  const countersOf = (what: keyof Rules, client: ClientGroups, wanted: (limit: Limit) => boolean = () => true): Counter[] =>
    rules[what].filter(wanted).map(({ scope, most, window }) => ({
      ...{ name: `${what}:${scope}:${window / 1_000}`, group: client[scope] },
      ...{ most, window },
    }))
  const look = async (of: Counters, wanted: readonly Counter[]) => (wanted.length > 0 ? of.look(wanted) : [])
  const count = async (of: Counters, wanted: readonly Counter[]) => (wanted.length > 0 ? of.count(wanted) : [])

  const take = async (what: 'creates' | 'joins', client: ClientGroups) => {
    const wait = longest(await count(counters, countersOf(what, client)))
    if (wait > 0) throw tooMany(what, wait)
  }

  /** Of those who may miss: who they are, and what all of them share. */
  const missesOf = (what: 'misses' | 'passcodes', client: ClientGroups) => ({
    own: countersOf(what, client, ({ scope }) => scope !== 'all'),
    ofAll: countersOf(what, client, ({ scope }) => scope === 'all'),
  })
  type Misses = ReturnType<typeof missesOf>
  const waitAfterMisses = async (of: Counters, { own, ofAll }: Misses): Promise<number> => {
    const waits = await look(of, [...own, ...ofAll])
    const wait = longest(waits.slice(0, own.length))
    const waitOfAll = longest(waits.slice(own.length))
    if (wait > 0 || waitOfAll === 0 || own.length === 0) return Math.max(wait, waitOfAll)
    // Many guess from many places. Whoever has not missed yet must not pay for them, whoever has may be one of them.
    const waitOfGuesser = longest(
      await look(
        of,
        own.map((counter) => ({ ...counter, most: 1 })),
      ),
    )
    return Math.min(waitOfGuesser, waitOfAll)
  }
  const countMiss = async (of: Counters, { own, ofAll }: Misses) => {
    const wait = longest(await count(of, [...own, ...ofAll]))
    // The ceiling of all was reached: that this client has missed must be known all the same.
    if (wait > 0) await count(of, own)
  }
  /** What a client has guessed in one meeting says nothing about it in others. */
  const inMeeting = (client: ClientGroups, meetingId: string): ClientGroups => ({
    address: `${client.address} ${meetingId}`,
    network: `${client.network} ${meetingId}`,
    all: meetingId,
  })

  return {
    create: (client) => take('creates', client),
    lookUp: async (client, meetingId, joining) => {
      const wait = await waitAfterMisses(counters, missesOf('misses', client))
      if (wait > 0) throw tooMany('misses', wait)
      if (joining) await take('joins', client)
      const lookup = lookups.begin(countersOf('misses', client), meetingId)
      if (!lookup) throw tooMany('misses', lookupPause)
      return lookup
    },
    missed: (client) => countMiss(counters, missesOf('misses', client)),
    tryPasscode: async (client, meetingId, passcode) => {
      const groups = inMeeting(client, meetingId)
      const wait = await waitAfterMisses(strictCounters, missesOf('passcodes', groups))
      if (wait > 0) throw tooMany('passcodes', wait)
      const guess = guesses.begin(countersOf('passcodes', groups), passcode)
      if (!guess) throw tooMany('passcodes', lookupPause)
      return guess
    },
    guessed: (client, meetingId) => countMiss(strictCounters, missesOf('passcodes', inMeeting(client, meetingId))),
  }
}
