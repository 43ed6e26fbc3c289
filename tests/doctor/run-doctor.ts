import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { type Report, rowOf, summaryOf } from '@runde/doctor/report'

const program = fileURLToPath(new URL('../../deploy/doctor/src/main.ts', import.meta.url))

/** The doctor as its own process, as people run it. */
export const startDoctor = (args: readonly string[]) =>
  spawn(process.execPath, [program, ...args], { env: { PATH: process.env.PATH ?? '' }, stdio: ['ignore', 'pipe', 'pipe'] })

export interface Run {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export const runDoctor = async (...args: readonly string[]): Promise<Run> => {
  const child = startDoctor(args)
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit') as Promise<[number | null]>])
  return { code, out, err }
}

export interface Examined extends Report {
  readonly code: number | null
  /** Names of checks by what came of them. */
  readonly names: Readonly<Record<'ok' | 'warning' | 'failed' | 'skipped', readonly string[]>>
  /** What a check said, its advice included. */
  readonly said: (name: string) => string
}

/** Runs the doctor, shows its table, and gives what it found. */
export const examine = async (...args: readonly string[]): Promise<Examined> => {
  const { code, out, err } = await runDoctor('--json', ...args)
  if (!out.startsWith('{')) throw new Error(`the doctor gave no report: ${out}${err}`)
  const report = JSON.parse(out) as Report
  const layout = { colour: false, width: 140 }
  console.info(`${report.checks.map((check) => rowOf(check, layout)).join('\n')}\n\n${summaryOf(report)}\n`)
  const named = (status: string) => report.checks.filter((check) => check.status === status).map(({ name }) => name)
  return {
    ...report,
    code,
    names: { ok: named('ok'), warning: named('warning'), failed: named('failed'), skipped: named('skipped') },
    said: (name) => {
      const check = report.checks.find((one) => one.name === name)
      return [check?.detail, ...(check?.fix ?? [])].join(' ')
    },
  }
}
