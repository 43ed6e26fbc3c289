import { until } from '../../support/wait.ts'
import { now } from '../history.ts'
import { ready } from '../world.ts'
import { type Change, type Stage, whatIsMissing } from './changes.ts'
import { arm, disarm, type FailPoint, hasFired } from './fail-point.ts'

export interface Crash extends FailPoint {
  readonly change: string
  /** Milliseconds from the crash until everything was as it must be; undefined when that never came. */
  readonly converged?: number
  /** What was missing at the end, or that no process came to the point. */
  readonly problem?: string
}

/** Milliseconds for an operation to come to its fail point. */
const reachWithin = 15_000
/** Milliseconds after which a crash counts as never mended. */
const patience = 60_000

/** Starts the replica that has died of the fail point again, as a supervisor does. */
const restartTheDead = async ({ world }: Stage): Promise<void> => {
  for (const replica of world.stack.replicas('room-service')) {
    if (replica.failure() === undefined) continue
    replica.start()
    await ready(replica)
  }
}

/** Performs the change while a process dies at the point, and waits until the meeting is as it must be. */
export const crashAt = async (stage: Stage, change: Change, point: FailPoint, key: string): Promise<Crash> => {
  const { folder } = stage
  const about = { ...point, change: change.name }
  const prepared = await change.prepare(stage, key)
  arm(folder, point)
  const performing = change.perform(stage, key, prepared)
  performing.catch(() => {})
  try {
    await until(() => hasFired(folder), { what: 'the fail point', within: reachWithin, every: 10 })
  } catch {
    disarm(folder)
    await performing
    return { ...about, problem: 'no process came to the point' }
  }
  const crashed = now()
  await until(() => stage.world.stack.replicas('room-service').some((replica) => replica.failure()), {
    what: 'the end of the process',
    every: 5,
  })
  const restarting = restartTheDead(stage)
  const meetingId = await performing
  let missing: string | undefined
  const look = async () => {
    missing = await whatIsMissing(stage, meetingId, change)
    return missing === undefined
  }
  const mended = await until(look, { what: 'the meeting to be as it must be', within: patience, every: 200 }).catch(() => false)
  const converged = now() - crashed
  await restarting
  return mended ? { ...about, converged } : { ...about, problem: missing ?? '' }
}
