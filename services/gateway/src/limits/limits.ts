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
}

export interface LimitsDeps {
  readonly counters: Counters
  readonly rules: Rules
}

/** Every one of them but `missed` throws RundeError `too_many_requests`. */
export interface Limits {
  /** Before a meeting is created. */
  readonly create: (client: ClientGroups) => Promise<void>
  /** Before a meeting is looked for, whether it exists or not. Dispose what it returns when the request is answered. */
  readonly lookUp: (client: ClientGroups, meetingId: string, joining: boolean) => Promise<Disposable>
  /** Counts a miss. */
  readonly missed: (client: ClientGroups) => Promise<void>
}

/** Milliseconds; a lookup takes less. */
const lookupPause = 1_000

const longest = (waits: readonly number[]): number => Math.max(0, ...waits)

/** Who may ask how often, and until when they wait; see ADR 17. */
export const createLimits = ({ counters, rules }: LimitsDeps): Limits => {
  const lookups = createLookups()
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
  const missesOf = (client: ClientGroups) => ({
    own: countersOf('misses', client, ({ scope }) => scope !== 'all'),
    ofAll: countersOf('misses', client, ({ scope }) => scope === 'all'),
  })
  const look = async (wanted: readonly Counter[]) => (wanted.length > 0 ? counters.look(wanted) : [])
  const count = async (wanted: readonly Counter[]) => (wanted.length > 0 ? counters.count(wanted) : [])

  const take = async (what: 'creates' | 'joins', client: ClientGroups) => {
    const wait = longest(await count(countersOf(what, client)))
    if (wait > 0) throw tooMany(what, wait)
  }
  const waitAfterMisses = async (client: ClientGroups): Promise<number> => {
    const { own, ofAll } = missesOf(client)
    const waits = await look([...own, ...ofAll])
    const wait = longest(waits.slice(0, own.length))
    const waitOfAll = longest(waits.slice(own.length))
    if (wait > 0 || waitOfAll === 0 || own.length === 0) return Math.max(wait, waitOfAll)
    // Many guess from many places. Whoever has not missed yet must not pay for them, whoever has may be one of them.
    const waitOfGuesser = longest(await look(own.map((counter) => ({ ...counter, most: 1 }))))
    return Math.min(waitOfGuesser, waitOfAll)
  }

  return {
    create: (client) => take('creates', client),
    lookUp: async (client, meetingId, joining) => {
      const wait = await waitAfterMisses(client)
      if (wait > 0) throw tooMany('misses', wait)
      if (joining) await take('joins', client)
      const lookup = lookups.begin(countersOf('misses', client), meetingId)
      if (!lookup) throw tooMany('misses', lookupPause)
      return lookup
    },
    missed: async (client) => {
      const { own, ofAll } = missesOf(client)
      const wait = longest(await count([...own, ...ofAll]))
      // The ceiling of all was reached: that this client has missed must be known all the same.
      if (wait > 0) await count(own)
    },
  }
}
