import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { natsBus } from '@runde/service-kit/nats-bus'
import { pino } from 'pino'
import { until } from '../../support/wait.ts'
import { waitingEvents } from '../end-state.ts'
import { type Change, changes, type Stage, whatIsMissing } from '../fail-points/changes.ts'
import { type Crash, crashAt } from '../fail-points/crash-at.ts'
import { type FailPoint, recorded, startRecording } from '../fail-points/fail-point.ts'
import type { Random } from '../random.ts'
import { type Row, type Run, timeCheck } from '../row.ts'
import { compare, startWorld, type World } from '../world.ts'

const entry = 'tests/faults/fail-points/room-service.ts'

interface Point extends FailPoint {
  readonly change: Change
}

const atRest = (world: World) => until(async () => (await waitingEvents(world.redis)) === 0, { what: 'the outboxes to be empty' })

/** Performs the change once, in peace, and answers every step that it took. */
const stepsOf = async (stage: Stage, change: Change): Promise<Point[]> => {
  const key = `record-${change.name}`
  const prepared = await change.prepare(stage, key)
  await atRest(stage.world)
  startRecording(stage.folder)
  const meetingId = await change.perform(stage, key, prepared)
  await until(async () => (await whatIsMissing(stage, meetingId, change)) === undefined, { what: `${change.name} to be complete` })
  await atRest(stage.world)
  return recorded(stage.folder).flatMap((label) => [
    { change, label, when: 'before' as const },
    { change, label, when: 'after' as const },
  ])
}

/** In the short setting so many of each operation, by the seed. */
const choose = (points: readonly Point[], most: number, random: Random): Point[] => {
  const left = [...points]
  const chosen: Point[] = []
  while (left.length > 0 && chosen.length < most) chosen.push(...left.splice(random.integer(left.length), 1))
  return chosen
}

const crashes = async ({ size, random, say }: Run, stage: Stage): Promise<{ points: number; done: Crash[] }> => {
  const all: Point[] = []
  const done: Crash[] = []
  for (const change of changes) {
    const points = (await stepsOf(stage, change)).filter(
      // A sweep reschedules other meetings, whenever it comes by; reading changes nothing that a crash before it could spoil.
      ({ label, when }) => !/reschedule/.test(label) && (when === 'after' || !/outbox|claimDue/.test(label)),
    )
    all.push(...points)
    for (const point of choose(points, size({ short: 2, full: points.length }), random)) {
      const crash = await crashAt(stage, change, point, `point-${done.length}`)
      say(`${change.name}, ${point.when} ${point.label}: ${crash.problem ?? `${Math.round(crash.converged ?? 0)} ms`}`)
      done.push(crash)
      await atRest(stage.world)
    }
  }
  return { points: all.length, done }
}

export const failPoints: Row = {
  number: '2',
  fault: 'crash at every step of create, join, end and expire',
  target: 'one room and one event a change, converged within 15 s',
  run: async (run) => {
    const folder = await mkdtemp(join(tmpdir(), 'runde-fail-points-'))
    await using opened = new AsyncDisposableStack()
    opened.defer(() => rm(folder, { recursive: true, force: true }))
    await using world = await startWorld(() => ({
      programs: { 'room-service': { entry } },
      env: { 'room-service': { FAIL_POINTS: folder } },
    }))
    const log = pino({ level: 'silent' })
    const bus = opened.use(await natsBus({ url: world.servers.natsUrl, service: 'faults', version: '0.0.0', log }))
    const { points, done } = await crashes(run, { world, bus, folder })
    const problems = done.filter(({ problem }) => problem !== undefined)
    return {
      injected: done.length,
      injection: `${done.length} crashes at ${points} steps (before and after each call)`,
      attempts: world.history.attempts,
      // The clock of the meetings has jumped.
      violations: (await compare(world)).filter(({ rule }) => rule !== 'ended early'),
      checks: [
        { what: 'crashes that were not mended', measured: problems.length, must: 'at most', limit: 0 },
        timeCheck(run, 'ms until the slowest had converged', Math.max(0, ...done.map(({ converged = 0 }) => converged)), 15_000),
      ],
      figures: { crashes: done },
    }
  },
}
