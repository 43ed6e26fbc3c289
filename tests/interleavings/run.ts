import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { runSeed } from './run-seed.ts'
import { runSeeds } from './run-seeds.ts'
import { startRedis } from './start-redis.ts'
import { linesOf } from './tally.ts'

/** Seeds of the two settings. */
const seeds = { short: 2_000, full: 100_000 } as const

const replay = async (seed: number): Promise<boolean> => {
  await using own = await startRedis()
  const { trace, violations } = await runSeed(seed, own.redis)
  for (const line of trace) console.info(line)
  console.info(violations.length === 0 ? `\nseed ${seed}: nothing is violated` : `\nseed ${seed} violates:\n${violations.join('\n')}`)
  return violations.length === 0
}

const many = async (count: number): Promise<boolean> => {
  const start = performance.now()
  let told = 0
  const tally = await runSeeds({
    ...{ first: 1, last: count, workers: Math.max(1, Math.min(8, availableParallelism())) },
    onProgress: ({ seeds: done, failures }) => {
      if (done < told + count / 20) return
      told = done
      console.info(`${done} of ${count} seeds, ${failures.length} failed (${((performance.now() - start) / 1_000).toFixed(0)} s)`)
    },
  })
  console.info(linesOf(tally).join('\n'))
  return tally.failures.length === 0
}

/** `npm run test:interleavings -- [--full] [--seed N]`: all seeds of a setting, or the trace of one. */
const main = async () => {
  const { values } = parseArgs({ options: { full: { type: 'boolean', default: false }, seed: { type: 'string' } } })
  if (values.seed !== undefined && !/^\d+$/.test(values.seed)) throw new Error(`--seed must be a whole number, not "${values.seed}"`)
  const fine = values.seed === undefined ? await many(values.full ? seeds.full : seeds.short) : await replay(Number(values.seed))
  process.exitCode = fine ? 0 : 1
}

await main()
