import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, loadavg, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { acknowledgedOperations, type Durations, durationsOf, failedOperations } from './measure.ts'
import { type Check, isMet, type Row, type RowOutcome, type Setting } from './row.ts'
import type { Violation } from './violations.ts'

const folder = fileURLToPath(new URL('../../artifacts/faults/', import.meta.url))

/** Violations that are written out; the rest is counted. */
const shown = 20

export interface RowReport {
  readonly row: string
  readonly fault: string
  readonly setting: Setting
  readonly injection: string
  readonly injected: number
  readonly acknowledged: number
  readonly lost: number
  /** Operations that had no answer after their last retry. */
  readonly failed: number
  readonly duplicates: number
  /** Milliseconds, of every attempt. */
  readonly durations: Durations
  readonly target: string
  readonly checks: readonly (Check & { readonly met: boolean })[]
  readonly violations: { readonly count: number; readonly first: readonly Violation[] }
  readonly met: boolean
  readonly figures: Readonly<Record<string, unknown>>
  readonly seed: number
  /** Of the row, in seconds. */
  readonly took: number
  readonly machine: Readonly<Record<string, unknown>>
  readonly date: string
  /** Why the row could not be run to its end. */
  readonly error?: string
}

const machine = () => ({
  cpus: cpus().length,
  model: cpus()[0]?.model,
  memory_gib: Math.round(totalmem() / 2 ** 30),
  load: loadavg()[0],
  node: process.version,
})

export interface Reported {
  readonly row: Row
  readonly setting: Setting
  readonly seed: number
  readonly took: number
  readonly outcome: RowOutcome
  readonly error?: string
}

const count = (violations: readonly Violation[], ...rules: readonly Violation['rule'][]) =>
  violations.filter(({ rule }) => rules.includes(rule)).length

export const reportOf = ({ row, setting, seed, took, outcome, error }: Reported): RowReport => {
  const { injected, injection, attempts, violations, figures = {} } = outcome
  const checks = outcome.checks.map((check) => ({ ...check, met: isMet(check) }))
  return {
    row: row.number,
    fault: row.fault,
    setting,
    injection,
    injected,
    acknowledged: acknowledgedOperations(attempts),
    lost: count(violations, 'meeting lost', 'event missing'),
    failed: failedOperations(attempts),
    duplicates: count(violations, 'meeting extra', 'key answered twice', 'event doubled', 'ended twice'),
    durations: durationsOf(attempts),
    target: row.target,
    checks,
    violations: { count: violations.length, first: violations.slice(0, shown) },
    met: error === undefined && violations.length === 0 && checks.every(({ met }) => met),
    figures,
    seed,
    took: Math.round(took / 1_000),
    machine: machine(),
    date: new Date().toISOString(),
    ...(error !== undefined && { error }),
  }
}

export const write = async (report: RowReport): Promise<string> => {
  await mkdir(folder, { recursive: true })
  const file = `${folder}row-${report.row}.json`
  await writeFile(file, `${JSON.stringify(report, null, 2)}\n`)
  return file
}

const sign = (met: boolean) => (met ? 'ok  ' : 'MISS')

/** What a reader of the log wants to know of one row. */
export const linesOf = (report: RowReport): string[] => [
  `  ${report.injection}; ${report.acknowledged} acknowledged, ${report.failed} failed, ${report.lost} lost, ${report.duplicates} duplicates`,
  `  answers: p50 ${report.durations.p50} ms, p99 ${report.durations.p99} ms, max ${report.durations.max} ms`,
  ...report.checks.map(({ met, what, measured, must, limit, factor }) => {
    const wider = factor ? ` (the target times ${factor})` : ''
    return `  ${sign(met)} ${what}: ${measured}, ${must} ${limit}${wider}`
  }),
  ...report.violations.first.map(({ rule, subject, detail }) => `  MISS ${rule}: ${subject}: ${detail}`),
  ...(report.violations.count > shown ? [`  ... ${report.violations.count} violations in all`] : []),
  ...(report.error === undefined ? [] : [`  MISS it could not be run to its end: ${report.error}`]),
]

/** The scorecard of this run, as a table of Markdown. */
export const table = (reports: readonly RowReport[]): string[] => [
  '| # | fault | injected | acknowledged | lost | failed | duplicates | p99 | target | met |',
  '|---|---|---|---|---|---|---|---|---|---|',
  ...reports.map(
    ({ row, fault, injection, acknowledged, lost, failed, duplicates, durations, target, met }) =>
      `| ${row} | ${fault} | ${injection} | ${acknowledged} | ${lost} | ${failed} | ${duplicates} | ${durations.p99} ms | ${target} | ${met ? 'yes' : '**no**'} |`,
  ),
]
