import { setTimeout as pause } from 'node:timers/promises'
import { serviceNames } from '../../support/service-process.ts'
import { standStill } from '../inject.ts'
import { startLoad } from '../load.ts'
import { durationsOf } from '../measure.ts'
import { type Row, timeCheck } from '../row.ts'
import { compare, startWorld } from '../world.ts'

export const standstill: Row = {
  number: '3',
  fault: 'SIGSTOP of a service for 10 s',
  target: 'answers: p99 at most 5.2 s; no duplicates',
  run: async (run) => {
    const { size, random } = run
    const [rounds, milliseconds] = [size({ short: 1, full: 10 }), size({ short: 7_000, full: 10_000 })]
    await using world = await startWorld()
    const load = startLoad({ caller: world, random, rate: 20, prefix: 'still' })
    let stops = 0
    for (let round = 0; round < rounds; round += 1) {
      for (const service of serviceNames) {
        await standStill(random.pick(world.stack.replicas(service)), milliseconds)
        stops += 1
        await pause(1_500)
      }
    }
    await load.stop()
    const { p99 } = durationsOf(world.history.attempts)
    return {
      injected: stops,
      injection: `${stops} stops of ${milliseconds / 1_000} s`,
      attempts: world.history.attempts,
      violations: await compare(world),
      checks: [timeCheck(run, 'p99 of answers, ms', p99, 5_200)],
      figures: { reconnected: world.balancer.reconnected() },
    }
  },
}
