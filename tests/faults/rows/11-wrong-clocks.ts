import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { errors, isErrorCode } from '@runde/contracts/errors'
import { paths, pathTo } from '@runde/contracts/paths'
import type { ServiceName } from '../../support/service-process.ts'
import { createBrief, lateness, untilEnded } from '../endings.ts'
import type { Attempt } from '../history.ts'
import { crash } from '../inject.ts'
import { startLoad } from '../load.ts'
import { quantile } from '../measure.ts'
import { isOpen } from '../operations.ts'
import { type Row, type Run, timeCheck } from '../row.ts'
import { compare, startWorld, type World } from '../world.ts'

/** Milliseconds; one replica of the service is ahead, the other behind. */
const off = [90_000, -90_000] as const
/** Seconds; the shortest there is. */
const lifetime = 60
/** room-service last: the meetings of 60 s end under its wrong clocks. */
const order: readonly ServiceName[] = ['token-service', 'webhook', 'gateway', 'room-service']
const flags = ['--import', './tests/faults/shift-clock.ts']

/** Answers why a replica could not start; the other one goes on then. */
const setClocks = async (world: World, folder: string, service: ServiceName, shifts: readonly number[]): Promise<string[]> => {
  const failures: string[] = []
  for (const [index, replica] of world.stack.replicas(service).entries()) {
    await writeFile(`${folder}/${replica.ports.INTERNAL_PORT}`, `${shifts[index] ?? 0}`)
    await crash(replica).catch(() => failures.push(`${service}, ${shifts[index]} ms: ${replica.logs.at(-1)?.message}`))
  }
  return failures
}

/** An answer, or a refusal with a code that says to try again. */
const isClear = ({ outcome }: Attempt) =>
  outcome.type === 'acknowledged' ||
  (outcome.type === 'refused' && isErrorCode(outcome.code) && outcome.status === errors[outcome.code].status && outcome.code !== 'internal')

/** Shows LiveKit every token; answers how many it took and how many it did not. A meeting that has ended has no room to get into. */
const showTokens = async ({ servers, stack, history }: World, from: number) => {
  let [taken, refused] = [0, 0]
  for (const { asked, outcome } of history.attempts.slice(from)) {
    if (asked.kind !== 'join' || !asked.meeting_id || outcome.type !== 'acknowledged' || !outcome.answer.token) continue
    const answer = await fetch(`${servers.livekitUrl}/rtc/validate?access_token=${outcome.answer.token}`)
    if (answer.ok) taken += 1
    else if ((await fetch(stack.baseUrl + pathTo(paths.meetingExists, asked.meeting_id))).status !== 410) refused += 1
  }
  return { tokens_taken: taken, tokens_refused: refused }
}

/** Uses the system for a while with two wrong clocks of one service; answers what came of it. */
const use = async ({ random }: Run, world: World, service: ServiceName, milliseconds: number) => {
  const from = world.history.attempts.length
  const mix = { create: 2, join: 4, exists: 2, info: 2 }
  const load = startLoad({ caller: world, random, rate: 15, prefix: `clock-${service}`, mix, persistence: { retries: 3 } })
  await pause(milliseconds)
  await load.stop()
  const attempts = world.history.attempts.slice(from)
  const unanswered = attempts.filter(({ outcome }) => isOpen(outcome)).length
  const unclear = attempts.filter((attempt) => !isClear(attempt)).length
  return { service, requests: attempts.length, unanswered, unclear, ...(await showTokens(world, from)) }
}

const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0)

export const wrongClocks: Row = {
  number: '11',
  fault: 'clocks off by 90 s, both ways',
  target: '0 meetings end early; joins work or say why not',
  mostlyWaits: true,
  run: async (run) => {
    const [stay, brief] = [run.size({ short: 5_000, full: 60_000 }), run.size({ short: 20, full: 200 })]
    const folder = await mkdtemp(join(tmpdir(), 'runde-clocks-'))
    await using opened = new AsyncDisposableStack()
    opened.defer(() => rm(folder, { recursive: true, force: true }))
    const [program, env] = [{ flags }, { CLOCK_SHIFTS: folder }]
    const all = <T>(one: T) => ({ gateway: one, 'room-service': one, 'token-service': one, webhook: one })
    await using world = await startWorld(() => ({ programs: all(program), env: all(env) }))
    const results = []
    const notStarted: string[] = []
    for (const service of order) {
      notStarted.push(...(await setClocks(world, folder, service, off)))
      await createBrief(world, `brief-${service}`, { count: brief, together: 4, lifetime })
      results.push(await use(run, world, service, stay))
      run.say(JSON.stringify(results.at(-1)))
      if (service !== order.at(-1)) await setClocks(world, folder, service, [])
    }
    const events = await untilEnded(world.nats, brief * order.length, 120_000)
    if (notStarted.length > 0) await setClocks(world, folder, 'room-service', [])
    const ended = events.filter(({ type }) => type === 'meeting_ended').length
    return {
      injected: order.length * off.length,
      injection: `${order.length} services, one replica 90 s ahead and one 90 s behind`,
      attempts: world.history.attempts,
      violations: await compare(world),
      checks: [
        { what: 'replicas that could not start', measured: notStarted.length, must: 'at most', limit: 0 },
        { what: 'answers that say nothing clear', measured: sum(results.map(({ unclear }) => unclear)), must: 'at most', limit: 0 },
        {
          what: 'tokens that LiveKit took, of the service with the fewest',
          measured: Math.min(...results.map(({ tokens_taken }) => tokens_taken)),
          must: 'at least',
          limit: run.size({ short: 5, full: 50 }),
        },
        {
          what: 'tokens that LiveKit refused',
          measured: sum(results.map(({ tokens_refused }) => tokens_refused)),
          must: 'at most',
          limit: 0,
        },
        { what: 'meetings that have ended', measured: ended, must: 'at least', limit: brief * order.length },
        timeCheck(run, 'ms from the hour to the end, at most', quantile(lateness(world.history, events, 'meeting_ending'), 1), 2_000),
      ],
      figures: { results, not_started: notStarted },
    }
  },
}
