import { runSeed } from './run-seed.ts'
import { startRedis } from './start-redis.ts'
import { addTallies, noSeeds, type Tally } from './tally.ts'

/** Seeds between two reports. */
const batch = 50

/** `node worker.ts <first seed> <step> <last seed>`: runs every step-th seed, and reports each batch as a line of JSON. */
const main = async () => {
  const [first = 1, step = 1, last = 1] = process.argv.slice(2).map(Number)
  await using own = await startRedis()
  let tally: Tally = noSeeds
  const report = () => {
    if (tally.seeds > 0) console.info(JSON.stringify(tally))
    tally = noSeeds
  }
  for (let seed = first; seed <= last; seed += step) {
    const { violations, counts } = await runSeed(seed, own.redis)
    const failures = violations.length > 0 ? [{ seed, violations }] : []
    tally = addTallies(tally, { seeds: 1, counts: Object.fromEntries(counts), failures })
    if (tally.seeds === batch) report()
  }
  report()
}

await main()
