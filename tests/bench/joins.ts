import { cpus } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { bundlePrograms } from '../support/bundled-programs.ts'
import { createMeeting } from '../support/meetings.ts'
import { startServers } from '../support/servers.ts'
import { serviceNames } from '../support/service-process.ts'
import { startStack } from '../support/stack.ts'
import type { Bench } from './bench.ts'
import { median } from './median.ts'
import { percentile } from './percentile.ts'
import { busySeconds, over, pidOf, processorSeconds, residentBytes } from './process-use.ts'
import { joinSteadily } from './steady-joins.ts'
import { type Cell, spread, table } from './table.ts'

const rounds = Number(process.env.RUNDE_BENCH_ROUNDS ?? 3)
const joinsPerSecond = 20
const meetings = 200
/** Milliseconds a join below which a part has no share that could be told from its rest. */
const leastShare = 0.1
/** Seconds of a round: without joins, of joins that do not count, and of those that do. */
const seconds = { quiet: 15, warmUp: 5, measured: 30 } as const

/** By the names of the parts. */
type ByPart = Readonly<Record<string, number>>

interface Round {
  /** Seconds of processor a second while nobody joins. */
  readonly quiet: ByPart
  /** Milliseconds of processor for each join. */
  readonly milliseconds: ByPart
  /** Joins a second. */
  readonly rate: number
  /** Milliseconds until a join was answered. */
  readonly took: { readonly p50: number; readonly p99: number }
  /** What part of all processors was busy. */
  readonly busy: number
  /** Resident bytes after it. */
  readonly memory: ByPart
}

/** `npm run bench -- joins`: what a join takes of each part of the system, beside the same parts with nothing to do. */
export const joins: Bench = async (report) => {
  await using bundled = await bundlePrograms()
  await using servers = await startServers({ way: 'local' })
  await using stack = await startStack({ servers, programs: bundled.programs })
  const processes = [
    ...serviceNames.map((name) => ({ name, process: stack.replicas(name)[0] })),
    ...(['redis', 'nats', 'livekit'] as const).map((name) => ({ name, process: servers[name] })),
  ]
  const parts = processes.map(({ name, process }) => ({ name, pid: pidOf(name, process) }))
  const ofEach = async (figure: (pid: number) => Promise<number>): Promise<ByPart> =>
    Object.fromEntries(await Promise.all(parts.map(async ({ name, pid }) => [name, await figure(pid)] as const)))
  const open: string[] = []
  for (let n = 0; n < meetings; n += 1) open.push((await createMeeting(stack.baseUrl)).meeting_id)

  const results: Round[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const quiet = await over(seconds.quiet, () => ofEach(processorSeconds))
    const endWarmUp = joinSteadily(stack.baseUrl, open, joinsPerSecond)
    await pause(1_000 * seconds.warmUp)
    await endWarmUp()
    const stop = joinSteadily(stack.baseUrl, open, joinsPerSecond)
    const { busy = Number.NaN, ...loaded } = await over(
      seconds.measured,
      async (): Promise<ByPart> => ({
        ...(await ofEach(processorSeconds)),
        busy: await busySeconds(),
      }),
    )
    const { durations, refused } = await stop()
    if (refused.length > 0) throw new Error(`${refused.length} joins were refused: ${[...new Set(refused)].join(', ')}`)
    const rate = durations.length / seconds.measured
    const milliseconds = Object.fromEntries(
      parts.map(({ name }) => [name, (1_000 * ((loaded[name] ?? Number.NaN) - (quiet[name] ?? Number.NaN))) / rate]),
    )
    const took = { p50: percentile(durations, 0.5), p99: percentile(durations, 0.99) }
    results.push({ quiet, milliseconds, rate, took, busy: busy / cpus().length, memory: await ofEach(residentBytes) })
    report(
      `round ${round}: ${rate.toFixed(1)} joins a second, p50 ${took.p50.toFixed(0)} ms, ${((100 * busy) / cpus().length).toFixed(0)} % busy`,
    )
  }
  const sums = results.map(({ milliseconds }) => Object.values(milliseconds).reduce((a, b) => a + b, 0))
  const rows = parts.map(({ name }): Cell[] => {
    const of = (figures: (round: Round) => ByPart, times = 1) => results.map((result) => times * (figures(result)[name] ?? Number.NaN))
    const each = of(({ milliseconds }) => milliseconds)
    const share = median(each) > leastShare
    return [
      name,
      share ? spread(each, 2) : 'none',
      share ? Math.floor(1_000 / median(each)) : '',
      spread(
        of(({ quiet }) => quiet, 1_000),
        0,
      ),
      spread(
        of(({ memory }) => memory, 1e-6),
        0,
      ),
    ]
  })
  const all: Cell[] = ['all of them', spread(sums, 2), Math.floor(1_000 / median(sums))]
  return {
    lines: [
      ...table([['part', 'ms of processor a join', 'joins a second and core', 'millicores at rest', 'MB'], ...rows, all]),
      `${joinsPerSecond} joins a second in ${meetings} meetings, one replica of each. Middle (least-most) of ${rounds} rounds.`,
    ],
    data: { joinsPerSecond, meetings, seconds, results },
  }
}
