import { setTimeout as pause } from 'node:timers/promises'
import { crash } from '../inject.ts'
import { startLoad } from '../load.ts'
import type { Row } from '../row.ts'
import type { Rule } from '../violations.ts'
import { compare, startWorld } from '../world.ts'

interface Broken {
  readonly number: string
  readonly fault: string
  /** Of room-service, from the root of the repository. */
  readonly entry: string
  readonly caught: Rule
}

/** A protocol that is broken on purpose, under load and kills: the row is met when the checker says so. */
const broken = ({ number, fault, entry, caught }: Broken): Row => ({
  number,
  fault,
  target: `the checker says "${caught}"`,
  run: async ({ random }) => {
    const kills = 3
    await using world = await startWorld(() => ({ programs: { 'room-service': { entry } } }))
    const load = startLoad({ caller: world, random, rate: 40, prefix: 'broken', mix: { create: 6, join: 1, exists: 2, info: 1 } })
    for (let index = 0; index < kills; index += 1) {
      await pause(1_500)
      await crash(random.pick(world.stack.replicas('room-service')))
    }
    await load.stop()
    const reported = (await compare(world)).filter(({ rule }) => rule === caught)
    return {
      injected: kills,
      injection: `${kills} kills of room-service`,
      attempts: world.history.attempts,
      violations: [],
      checks: [{ what: `violations reported as "${caught}"`, measured: reported.length, must: 'at least', limit: 1 }],
      figures: { reported: reported.slice(0, 3) },
    }
  },
})

export const brokenProtocols: readonly Row[] = [
  broken({
    number: 'broken-write',
    fault: 'on purpose: acknowledged before it is written',
    entry: 'tests/faults/broken/acknowledge-first.ts',
    caught: 'meeting lost',
  }),
  broken({
    number: 'broken-dedupe',
    fault: 'on purpose: events without their ids',
    entry: 'tests/faults/broken/publish-without-id.ts',
    caught: 'event doubled',
  }),
]
