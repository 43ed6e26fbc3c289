import type { ServiceName } from '../../support/service-process.ts'
import { now } from '../history.ts'
import { replace } from '../inject.ts'
import { type Load, startLoad } from '../load.ts'
import { failedOperations, quantile } from '../measure.ts'
import { isOpen } from '../operations.ts'
import { type Row, timeCheck } from '../row.ts'
import { compare, startWorld, type World } from '../world.ts'

interface Replacement {
  readonly service: ServiceName
  readonly from: number
  readonly to: number
  /** Milliseconds. */
  readonly drain: number
}

/** One replica after the other. */
const rollEvery = async (world: World): Promise<Replacement[]> => {
  const done: Replacement[] = []
  for (const { service, replica } of world.all) {
    const from = now()
    const drain = await replace(replica)
    done.push({ service, from, to: now(), drain })
  }
  return done
}

/** What failed, and what was being replaced when it was asked. */
const failuresOf = ({ history }: World, replacements: readonly Replacement[]) =>
  history.attempts
    .filter(({ outcome }) => isOpen(outcome))
    .map(({ asked, asked_at, answered_at, outcome }) => {
      const during = replacements.find(({ from, to }) => from <= asked_at && asked_at <= to)
      const after = during && Math.round(asked_at - during.from)
      return { kind: asked.kind, ...outcome, took: Math.round(answered_at - asked_at), during: during?.service, after }
    })

const count = ({ history }: World) => history.attempts.length

export const rollingRestart: Row = {
  number: '12',
  fault: 'rolling restart of every service under load',
  target: '0 of 100,000 requests failed, 20 rounds',
  run: async (run) => {
    const { size, random, say } = run
    const [rounds, requests] = [size({ short: 1, full: 20 }), size({ short: 400, full: 100_000 })]
    await using world = await startWorld()
    // Rooms that stand empty cost LiveKit processor time; some five thousand of them are enough for this machine.
    const mix = { create: 1, join: 3, exists: 8, info: 8 }
    const load: Load = startLoad({
      caller: world,
      random,
      rate: size({ short: 15, full: 150 }),
      prefix: 'roll',
      mix,
      persistence: { retries: 0 },
    })
    const replacements: Replacement[] = []
    let round = 0
    for (; round < rounds || count(world) < requests; round += 1) {
      replacements.push(...(await rollEvery(world)))
      say(`round ${round + 1}: ${count(world)} requests, ${failedOperations(world.history.attempts)} failed`)
    }
    await load.stop()
    const failures = failuresOf(world, replacements)
    return {
      injected: replacements.length,
      injection: `${round} rounds of ${world.all.length} replicas, ${count(world)} requests`,
      attempts: world.history.attempts,
      violations: await compare(world),
      checks: [
        { what: 'failed requests', measured: failures.length, must: 'at most', limit: 0 },
        { what: 'requests', measured: count(world), must: 'at least', limit: requests },
        timeCheck(
          run,
          'longest drain, ms',
          quantile(
            replacements.map(({ drain }) => drain),
            1,
          ),
          25_000,
        ),
      ],
      figures: { reconnected: world.balancer.reconnected(), failures: failures.slice(0, 20) },
    }
  },
}
