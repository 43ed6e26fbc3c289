import { writeFile } from 'node:fs/promises'
import { readOptions } from './options.ts'
import { seeded } from './random.ts'
import { linesOf, type RowReport, reportOf, table, write } from './report.ts'
import type { Row, RowOutcome, Run, Setting } from './row.ts'
import { rows } from './rows.ts'

const nothing: RowOutcome = { injected: 0, injection: 'none', attempts: [], violations: [], checks: [] }

const runRow = async (row: Row, setting: Setting, seed: number): Promise<RowReport> => {
  console.info(`\n=== row ${row.number}: ${row.fault} (must hold: ${row.target})`)
  const start = performance.now()
  const run: Run = { setting, seed, random: seeded(seed), say: (line) => console.info(`  ${line}`), size: (sizes) => sizes[setting] }
  const { outcome, error } = await row.run(run).then(
    (done) => ({ outcome: done, error: undefined }),
    (reason: Error) => ({ outcome: nothing, error: reason.stack ?? reason.message }),
  )
  const report = reportOf({ row, setting, seed, took: performance.now() - start, outcome, ...(error !== undefined && { error }) })
  for (const line of linesOf(report)) console.info(line)
  console.info(`=== row ${row.number}: ${report.met ? 'met' : 'NOT met'} (${report.took} s, ${await write(report)})`)
  return report
}

/** `npm run test:faults -- [--full] [--row 4] [--seed 1]` */
const main = async () => {
  const { setting, seed, rows: chosen, report } = readOptions(process.argv.slice(2), rows)
  console.info(`Faults: ${setting} setting, seed ${seed}. The same choices again: --seed ${seed}`)
  const reports: RowReport[] = []
  for (const row of chosen) reports.push(await runRow(row, setting, seed))
  console.info(`\n${table(reports).join('\n')}`)
  const passed = reports.filter(({ met }) => met).length
  const failed = reports.length - passed
  if (report !== undefined) await writeFile(report, JSON.stringify({ passed, failed }))
  console.info(`\n${passed} passed, ${failed} failed`)
  process.exitCode = passed === reports.length ? 0 : 1
}

await main()
