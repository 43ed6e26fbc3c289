import { spawn } from 'node:child_process'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const reports = join(root, 'artifacts/reports')

interface Count {
  readonly passed: number
  readonly failed: number
}

interface Part {
  readonly name: string
  readonly what: string
  /** `only`: words of which one must be in a file's name; without them every file. */
  readonly run: (only: readonly string[]) => Promise<Count>
}

const succeeds = (command: string, args: readonly string[]) =>
  new Promise<boolean>((resolve, reject) => {
    const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1' }
    const child = spawn(join(root, 'node_modules/.bin', command), args, { cwd: root, stdio: 'inherit', env })
    const pass = (signal: NodeJS.Signals) => child.kill(signal)
    process.on('SIGINT', pass).on('SIGTERM', pass)
    child.once('error', reject)
    child.once('exit', (code) => {
      process.off('SIGINT', pass).off('SIGTERM', pass)
      resolve(code === 0)
    })
  })

/** A command that either passes or fails, counted as one. */
const check = (name: string, what: string, command: string, ...args: string[]): Part => ({
  name,
  what,
  run: async () => ((await succeeds(command, args)) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }),
})

const counted = async (file: string, succeeded: boolean): Promise<Count> => {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return { passed: 0, failed: 1 }
  const report = JSON.parse(text) as { numPassedTests: number; numTotalTests: number }
  const failed = report.numTotalTests - report.numPassedTests
  // A suite that could not start, or a test that did not run, is a failure however quiet it is.
  return { passed: report.numPassedTests, failed: failed === 0 && (!succeeded || report.numTotalTests === 0) ? 1 : failed }
}

/** A suite of Vitest; every test counts, and one that was skipped counts as failed. */
const suite = (name: string, what: string): Part => ({
  name,
  what,
  run: async (only) => {
    const file = join(reports, `${name}.json`)
    await rm(file, { force: true })
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    return counted(file, await succeeds('vitest', ['run', '--project', name, ...only, ...reporters]))
  },
})

/** A run that counts by itself, and says so on its last line. */
const selfCounted = (name: string, what: string, file: string): Part => ({
  name,
  what,
  run: async () => {
    const report = join(reports, `${name}.json`)
    await rm(report, { force: true })
    const succeeded = await succeeds('node', [file, '--report', report])
    const text = await readFile(report, 'utf8').catch(() => undefined)
    if (text === undefined) return { passed: 0, failed: 1 }
    const count = JSON.parse(text) as Count
    return succeeded || count.failed > 0 ? count : { ...count, failed: 1 }
  },
})

/** The cheapest first; the first part that fails ends the run. */
const parts: readonly Part[] = [
  check('lint', 'style and common mistakes', 'biome', 'ci', '--error-on-warnings', '.'),
  check('boundaries', 'dependencies point one way', 'turbo', 'boundaries'),
  check('dead-code', 'nothing unused', 'knip'),
  check('types', 'types', 'turbo', 'run', 'typecheck', '--concurrency=2', '--output-logs=errors-only'),
  suite('unit', 'unit tests'),
  suite('chart', 'the chart: what it makes, and what it refuses'),
  check('build', 'the pages, and what they weigh', 'turbo', 'run', 'build', '--output-logs=full'),
  suite('integration', 'the services over real servers'),
  selfCounted('doctor', 'the doctor over set-ups that are broken on purpose', 'tests/doctor/run.ts'),
  selfCounted('fuzz', 'the API by its own document: right, nearly right and wrong', 'tests/fuzz/run.ts'),
  suite('interleavings', 'the protocol of meetings in thousands of orders, with crashes and losses'),
  suite('e2e', 'real browsers in real calls'),
  selfCounted('faults', 'what must hold when parts fail', 'tests/faults/run.ts'),
]

/** Only when they are named, for they need what not every machine has. */
const furtherParts: readonly Part[] = [suite('chart-install', 'the chart on the cluster that KUBECONFIG names')]

/** Parts by name; `integration:outages,start` runs some files of a suite only. */
const wanted = (words: readonly string[]): readonly Part[] => {
  const only = new Map(words.map((word) => [word.split(':')[0] ?? '', word.split(':')[1]?.split(',') ?? []]))
  const names = [...only.keys()]
  const all = [...parts, ...furtherParts]
  const unknown = names.filter((name) => !all.some((part) => part.name === name))
  if (unknown.length > 0) throw new Error(`unknown part: ${unknown.join(', ')}; there are ${all.map(({ name }) => name).join(', ')}`)
  const chosen = names.length > 0 ? all.filter(({ name }) => names.includes(name)) : parts
  return chosen.map((part) => ({ ...part, run: () => part.run(only.get(part.name) ?? []) }))
}

const seconds = (since: number) => `${((performance.now() - since) / 1_000).toFixed(0)} s`

const main = async () => {
  const total = { passed: 0, failed: 0 }
  const chosen = wanted(process.argv.slice(2))
  await mkdir(reports, { recursive: true })
  for (const [index, { name, what, run }] of chosen.entries()) {
    console.info(`\n=== ${name}: ${what}`)
    const start = performance.now()
    const { passed, failed } = await run([])
    total.passed += passed
    total.failed += failed
    console.info(`=== ${name}: ${passed} passed, ${failed} failed (${seconds(start)})`)
    if (failed === 0) continue
    const rest = chosen.slice(index + 1).map((part) => part.name)
    if (rest.length > 0) console.info(`=== not run, because ${name} failed: ${rest.join(', ')}`)
    break
  }
  console.info(`\n${total.passed} passed, ${total.failed} failed`)
  process.exitCode = total.failed === 0 ? 0 : 1
}

await main()
