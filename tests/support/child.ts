import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export interface ChildOptions {
  readonly command: string
  readonly args: readonly string[]
  /** The whole environment of the process; nothing is inherited. */
  readonly env: Readonly<Record<string, string>>
  readonly cwd?: string
  readonly onLine: (line: string) => void
}

export interface Child extends AsyncDisposable {
  /** `undefined` in a container, or when it could not be started. */
  readonly pid: number | undefined
  /** `undefined` while it runs. */
  readonly ended: () => string | undefined
  /** Sends the signal and waits for the end; after the patience (milliseconds) the process is killed. */
  readonly end: (signal?: 'SIGTERM' | 'SIGKILL', patience?: number) => Promise<void>
  /** `SIGSTOP`: it stands still, with its connections open, until `SIGCONT`. */
  readonly signal: (signal: 'SIGSTOP' | 'SIGCONT') => void
}

const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** A process of ours that does not outlive this one. */
export const startChild = ({ command, args, env, cwd, onLine }: ChildOptions): Child => {
  const child = spawn(command, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', onLine)
  let how: string | undefined
  const exited = new Promise<void>((resolve) => {
    const settle = (text: string) => {
      how ??= text
      running.delete(child)
      resolve()
    }
    child.once('error', (error) => settle(error.message))
    child.once('exit', (code, signal) => settle(signal ?? `exit code ${code}`))
  })
  const end = async (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM', patience = 28_000) => {
    if (how === undefined) child.kill(signal)
    // One that stands still would not notice.
    if (signal === 'SIGTERM') child.kill('SIGCONT')
    const forced = setTimeout(() => child.kill('SIGKILL'), patience)
    await exited
    clearTimeout(forced)
  }
  return { pid: child.pid, ended: () => how, end, signal: (name) => void child.kill(name), [Symbol.asyncDispose]: () => end() }
}
