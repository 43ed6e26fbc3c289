import type { Redis } from 'ioredis'
import { checkRest } from './check-rest.ts'
import { visits } from './check-usable.ts'
import { drawFate, drawProfile, weighted } from './fault-profile.ts'
import { delivery, everyRound, moves } from './moves.ts'
import { openWorld, type Sabotage, type SeedWorld } from './seed-world.ts'
import { startTasks, type Tasks } from './tasks.ts'

export interface SeedRun {
  readonly seed: number
  readonly violations: readonly string[]
  readonly trace: readonly string[]
  readonly counts: ReadonlyMap<string, number>
}

/** What the world does before everything comes to rest. */
const movesPerSeed = 60
/** Pieces of work at the same time. */
const together = 6
/** More steps than this mean that something goes round in circles. */
const mostSteps = 5_000
/** Rounds until everything must be settled, and how far the time goes between two of them, in steps of seven seconds. */
const restRounds = { least: 3, most: 12, sevens: 5 } as const

const isFailed = ({ ledger }: SeedWorld) => ledger.violations.length > 0

/** Takes calls, without any fault, until no work is left. */
const finish = async (world: SeedWorld, tasks: Tasks): Promise<void> => {
  while (tasks.running() > 0 && !isFailed(world)) {
    if (world.scheduler.pending() === 0) return void world.ledger.violations.push('work goes on that waits for no port')
    await world.take(world.scheduler.choose(world.random), 'done')
    if (world.trace.lines.length > mostSteps) world.ledger.violations.push('it does not come to rest')
  }
}

const stormy = async (world: SeedWorld, tasks: Tasks): Promise<void> => {
  const { random, scheduler } = world
  const profile = drawProfile(random)
  const move = moves(world, tasks)
  for (let left = movesPerSeed; left > 0 && !isFailed(world); ) {
    if (scheduler.pending() === 0 || (tasks.running() < together && random.chance(0.3))) {
      left -= 1
      await move[weighted(random, profile.moves)]()
      continue
    }
    const call = scheduler.choose(random)
    const fate = drawFate(random, profile)
    await world.take(call, fate)
    if (fate === 'crash-before' || fate === 'crash-after') tasks.crash(call.actor.replica)
  }
}

const contents = (world: SeedWorld) =>
  JSON.stringify([...world.snapshot()].map(([id, { state, seats, outbox }]) => [id, state, [...seats], outbox.length]))

/** No more faults: everything that is due is done, round after round, until nothing changes. */
const calm = async (world: SeedWorld, tasks: Tasks): Promise<void> => {
  const { random, clock, livekit } = world
  livekit.thaw()
  await finish(world, tasks)
  let before = ''
  for (let round = 0; round < restRounds.most && !isFailed(world); round++) {
    clock.jump(restRounds.sevens)
    const webhooks = livekit.webhooks.splice(0).map((event) => delivery(world, event, false))
    for (const work of [...webhooks, ...everyRound(world)]) tasks.start(random.pick(tasks.replicas()), work)
    await finish(world, tasks)
    const now = contents(world)
    if (round + 1 >= restRounds.least && now === before && livekit.webhooks.length === 0) return
    before = now
  }
}

/** Runs one seed over an emptied Redis; everything in it is decided by the number. */
export const runSeed = async (seed: number, redis: Redis, sabotage?: Sabotage): Promise<SeedRun> => {
  const world = await openWorld(seed, redis, sabotage)
  const { ledger, trace, counts, livekit, clock } = world
  const tasks = startTasks(world, 2 + world.random.integer(2))
  await stormy(world, tasks)
  await calm(world, tasks)
  if (!isFailed(world)) ledger.violations.push(...checkRest({ snapshot: world.snapshot(), ledger, livekit, now: clock.now() }))
  if (!isFailed(world)) {
    for (const work of visits(world)) tasks.start(world.random.pick(tasks.replicas()), work)
    await finish(world, tasks)
  }
  counts.set('steps', trace.lines.length)
  return { seed, violations: [...new Set(ledger.violations)], trace: trace.lines, counts }
}
