import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { type LogFile, openLogFile } from './log-file.ts'
import type { ProcessRecord } from './process-record.ts'
import type { Progress } from './progress.mjs'

export interface ProcessSpec {
  readonly name: string
  readonly command: string
  /** Never a secret: everybody on the machine can read a command line. */
  readonly args: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly cwd?: string
  /** Milliseconds between asking it to end and asking again, which forces it. */
  readonly patience: number
}

export interface SuperviseDeps {
  readonly logDir: string
  readonly progress: Pick<Progress, 'line'>
  readonly record?: Pick<ProcessRecord, 'add' | 'remove'>
  readonly verbose?: boolean
  /** Milliseconds: the first pause before a restart, the longest one, and the time alive that makes the first one valid again. */
  readonly pauses?: { readonly first: number; readonly longest: number; readonly healthyAfter: number }
}

/** A process that is kept running until it is disposed. */
export interface Supervised extends AsyncDisposable {
  readonly name: string
  readonly pid: () => number | undefined
  /** How it ended last, with the last error of its log; undefined while it runs. */
  readonly failure: () => string | undefined
  /** Ends it at once, for good. */
  readonly kill: () => void
}

const defaultPauses = { first: 500, longest: 30_000, healthyAfter: 60_000 }
const forcedAfter = 3_000

const signalGroup = (child: ChildProcess, signal: NodeJS.Signals) => {
  try {
    if (child.pid && child.exitCode === null && child.signalCode === null) process.kill(-child.pid, signal)
  } catch {
    // It ended by itself in the meantime.
  }
}

const echo = (child: ChildProcess, { name }: ProcessSpec, log: LogFile, progress: SuperviseDeps['progress']) => {
  for (const output of [child.stdout, child.stderr]) {
    if (!output) continue
    createInterface({ input: output }).on('line', (line) => {
      writeSync(log.descriptor, `${line}\n`)
      progress.line(`[${name}] ${line}`)
    })
  }
}

/** Asks, asks again, forces. */
const end = async (child: ChildProcess, patience: number) => {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  const steps = [
    ['SIGTERM', patience],
    ['SIGTERM', forcedAfter],
    ['SIGKILL', forcedAfter],
  ] as const
  for (const [signal, wait] of steps) {
    signalGroup(child, signal)
    const stopWaiting = new AbortController()
    const late = delay(wait, 'late', { signal: stopWaiting.signal }).catch(() => 'ended')
    if ((await Promise.race([ended, late])) !== 'late') return stopWaiting.abort()
  }
}

/** Starts the process and starts it again whenever it ends, after a pause that doubles while it keeps ending. */
export const supervise = (spec: ProcessSpec, deps: SuperviseDeps): Supervised => {
  const { first, longest, healthyAfter } = deps.pauses ?? defaultPauses
  const log = openLogFile(deps.logDir, spec.name)
  let child: ChildProcess
  let pause = first
  let failure: string | undefined
  let restart: NodeJS.Timeout | undefined
  let stopping = false

  const start = () => {
    const startedAt = Date.now()
    failure = undefined
    log.mark()
    const output = deps.verbose ? 'pipe' : log.descriptor
    child = spawn(spec.command, spec.args, { cwd: spec.cwd, env: spec.env, stdio: ['ignore', output, output], detached: true })
    const { pid } = child
    if (pid) deps.record?.add(spec.name, pid)
    if (deps.verbose) echo(child, spec, log, deps.progress)
    let over = false
    const ended = (how: string) => {
      if (over) return
      over = true
      if (pid) deps.record?.remove(pid)
      if (stopping) return
      if (Date.now() - startedAt >= healthyAfter) pause = first
      const lastError = log.lastError()
      failure = `${spec.name} ended (${how})${lastError ? `: ${lastError}` : ''}`
      deps.progress.line(`${failure}. Starting it again in ${pause / 1000} s; its log is ${log.path}`)
      restart = setTimeout(start, pause)
      pause = Math.min(pause * 2, longest)
    }
    child.on('error', (error) => ended(error.message))
    child.on('exit', (code, signal) => ended(signal ?? `code ${code}`))
  }

  start()
  return {
    name: spec.name,
    pid: () => child.pid,
    failure: () => failure,
    kill: () => {
      stopping = true
      clearTimeout(restart)
      signalGroup(child, 'SIGKILL')
    },
    [Symbol.asyncDispose]: async () => {
      stopping = true
      clearTimeout(restart)
      await end(child, spec.patience)
      log[Symbol.dispose]()
    },
  }
}
