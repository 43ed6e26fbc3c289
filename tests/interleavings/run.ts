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

const many = async (first: number, last: number): Promise<boolean> => {
  const start = performance.now()
  const count = last - first + 1
  let told = 0
  let failed = 0
  const tally = await runSeeds({
    ...{ first, last, workers: Math.max(1, Math.min(8, availableParallelism())) },
    onProgress: ({ seeds: done, failures }) => {
      for (const { seed, violations } of failures.slice(failed)) console.info(`seed ${seed} fails: ${violations.join('; ')}`)
      failed = failures.length
      if (done < told + count / 20) return
      told = done
      console.info(`${done} of ${count} seeds, ${failures.length} failed (${((performance.now() - start) / 1_000).toFixed(0)} s)`)
    },
  })
  console.info(linesOf(tally).join('\n'))
  return tally.failures.length === 0
}

const wholeNumber = (option: string, value: string): number => {
  if (!/^\d+$/.test(value)) throw new Error(`--${option} must be a whole number, not "${value}"`)
  return Number(value)
}

/** `npm run test:interleavings -- [--full] [--from N] [--seed N]`: all seeds of a setting, those from one on, or the trace of one. */
const main = async () => {
  const { values } = parseArgs({
    options: { full: { type: 'boolean', default: false }, from: { type: 'string', default: '1' }, seed: { type: 'string' } },
  })
  const last = values.full ? seeds.full : seeds.short
  const first = wholeNumber('from', values.from)
  if (first < 1 || first > last) throw new Error(`--from must be between 1 and ${last}`)
  const fine = values.seed === undefined ? await many(first, last) : await replay(wholeNumber('seed', values.seed))
  process.exitCode = fine ? 0 : 1
}

await main()
