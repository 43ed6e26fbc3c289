import { resolve } from 'node:path'
import { allChecks } from './all-checks.ts'
import { help, type Options, readOptions, UsageError } from './options.ts'
import { reportOf, rowOf, summaryOf } from './report.ts'
import { runChecks } from './run-checks.ts'
import { setTrust } from './trust.ts'
import type { Visit } from './visit.ts'

const exitCodes = { well: 0, blocked: 1, usage: 2 } as const
/** Milliseconds that cleaning up may take after the last word, should something still hold the process. */
const lastResort = 2_000

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort(new Error('interrupted')))

const examine = async ({ url, json, insecure, skip }: Options): Promise<number> => {
  const visit: Visit = { url, insecure, found: {}, clocks: [], people: [], undo: new AsyncDisposableStack() }
  const layout = { colour: process.stdout.isTTY === true && !process.env.NO_COLOR, width: process.stdout.columns ?? 140 }
  const say = json ? () => {} : console.info
  const startedAt = new Date()
  const start = performance.now()
  say(`Runde doctor: ${url.origin}\n`)
  if (insecure)
    console.error('Warning: --insecure, certificates are looked at but not insisted on. Nobody should open a meeting that way.\n')
  const results = await runChecks(allChecks, { visit, skip, stop: stop.signal, onResult: (result) => say(rowOf(result, layout)) })
  const report = reportOf({ url, startedAt, ms: performance.now() - start, insecure, interrupted: stop.signal.aborted, results })
  if (json) console.info(JSON.stringify(report, null, 2))
  say(`\n${summaryOf(report)}`)
  return report.ok ? exitCodes.well : exitCodes.blocked
}

const main = async (): Promise<number> => {
  const options = readOptions(process.argv.slice(2))
  if (!options) {
    console.info(help)
    return exitCodes.well
  }
  // npm runs us in the repository; a file is meant from where the person stands.
  const ca = options.ca === undefined ? undefined : resolve(process.env.INIT_CWD ?? process.cwd(), options.ca)
  await setTrust({ ca, insecure: options.insecure })
  return examine(options)
}

process.exitCode = await main().catch((error: unknown) => {
  if (!(error instanceof UsageError)) throw error
  console.error(`${error.message} See --help.`)
  return exitCodes.usage
})
// A connection that was given up may keep the process for a while; everything has been said.
setTimeout(() => process.exit(), lastResort).unref()
