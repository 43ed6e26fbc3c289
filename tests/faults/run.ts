import { writeFile } from 'node:fs/promises'
import { readOptions } from './options.ts'
import { seeded } from './random.ts'
import { linesOf, type RowReport, reportOf, table, write } from './report.ts'
import type { Row, RowOutcome, Run, Setting } from './row.ts'
import { rows } from './rows.ts'

const nothing: RowOutcome = { injected: 0, injection: 'none', attempts: [], violations: [], checks: [] }

const runRow = async (row: Row, setting: Setting, seed: number): Promise<RowReport> => {
  const say = (line: string) => console.info(`[${row.number}] ${line}`)
  say(`${row.fault}; must hold: ${row.target}`)
  const start = performance.now()
  const run: Run = { setting, seed, random: seeded(seed), say, size: (sizes) => sizes[setting] }
  const { outcome, error } = await row.run(run).then(
    (done) => ({ outcome: done, error: undefined }),
    (reason: Error) => ({ outcome: nothing, error: reason.stack ?? reason.message }),
  )
  const report = reportOf({ row, setting, seed, took: performance.now() - start, outcome, ...(error !== undefined && { error }) })
  for (const line of linesOf(report)) say(line)
  say(`${report.met ? 'met' : 'NOT met'} (${report.took} s, ${await write(report)})`)
  return report
}

/** `npm run test:faults -- [--full] [--row 4] [--seed 1]` */
const main = async () => {
  const { setting, seed, rows: chosen, report } = readOptions(process.argv.slice(2), rows)
  console.info(`Faults: ${setting} setting, seed ${seed}. The same choices again: --seed ${seed}`)
  const reports = new Map<Row, RowReport>()
  const runLane = async (lane: readonly Row[]) => {
    for (const row of lane) reports.set(row, await runRow(row, setting, seed))
  }
  const beside = (row: Row) => setting === 'short' && row.mostlyWaits === true
  await Promise.all([runLane(chosen.filter((row) => !beside(row))), runLane(chosen.filter(beside))])
  const inOrder = chosen.flatMap((row) => reports.get(row) ?? [])
  console.info(`\n${table(inOrder).join('\n')}`)
  const passed = inOrder.filter(({ met }) => met).length
  const failed = inOrder.length - passed
  if (report !== undefined) await writeFile(report, JSON.stringify({ passed, failed }))
  console.info(`\n${passed} passed, ${failed} failed`)
  process.exitCode = passed === inOrder.length ? 0 : 1
}

// What this process has started ends with it, however it ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
await main()
