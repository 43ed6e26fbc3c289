import { replace } from '../inject.ts'
import { type Load, startLoad } from '../load.ts'
import { failedOperations, quantile } from '../measure.ts'
import { isOpen } from '../operations.ts'
import { type Row, timeCheck } from '../row.ts'
import { compare, startWorld, type World } from '../world.ts'

/** One replica after the other; answers how long each drain took, in milliseconds. */
const rollEvery = async (world: World): Promise<number[]> => {
  const drains: number[] = []
  for (const { replica } of world.all) drains.push(await replace(replica))
  return drains
}

const count = ({ history }: World) => history.attempts.length

export const rollingRestart: Row = {
  number: '12',
  fault: 'rolling restart of every service under load',
  target: '0 of 100,000 requests failed, 20 rounds',
  run: async (run) => {
    const { size, random, say } = run
    const [rounds, requests] = [size({ short: 1, full: 20 }), size({ short: 500, full: 100_000 })]
    await using world = await startWorld()
    const mix = { create: 2, join: 2, exists: 3, info: 3 }
    const load: Load = startLoad({
      caller: world,
      random,
      rate: size({ short: 30, full: 150 }),
      prefix: 'roll',
      mix,
      persistence: { retries: 0 },
    })
    const drains: number[] = []
    let round = 0
    for (; round < rounds || count(world) < requests; round += 1) {
      drains.push(...(await rollEvery(world)))
      say(`round ${round + 1}: ${count(world)} requests, ${failedOperations(world.history.attempts)} failed`)
    }
    await load.stop()
    const failures = world.history.attempts
      .filter(({ outcome }) => isOpen(outcome))
      .map(({ asked, outcome }) => ({ kind: asked.kind, ...outcome }))
    return {
      injected: drains.length,
      injection: `${round} rounds of ${world.all.length} replicas, ${count(world)} requests`,
      attempts: world.history.attempts,
      violations: await compare(world),
      checks: [
        { what: 'failed requests', measured: failures.length, must: 'at most', limit: 0 },
        { what: 'requests', measured: count(world), must: 'at least', limit: requests },
        timeCheck(run, 'longest drain, ms', quantile(drains, 1), 25_000),
      ],
      figures: { reconnected: world.balancer.reconnected(), failures: failures.slice(0, 20) },
    }
  },
}
