import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export interface CommandOptions {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  readonly signal?: AbortSignal | undefined
  /** Each line of either output, as it comes. */
  readonly onLine?: (line: string) => void
}

const keptLines = 200

/** A tool that did not do its work; `output` holds the end of what it said. */
export class CommandError extends Error {
  readonly output: string

  constructor(command: string, ending: string, output: string, options?: ErrorOptions) {
    super(`${command} ${ending}`, options)
    this.name = 'CommandError'
    this.output = output
  }
}

const killGroup = (pid: number | undefined) => {
  try {
    if (pid) process.kill(-pid, 'SIGKILL')
  } catch {
    // It ended by itself in the meantime.
  }
}

/** Runs a tool to its end and gives its output. When the signal aborts, the tool goes with everything that it started. */
export const runCommand = (command: string, args: readonly string[], options: CommandOptions = {}): Promise<string> => {
  const { signal, onLine } = options
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const lines: string[] = []
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    const end = () => killGroup(child.pid)
    signal?.addEventListener('abort', end, { once: true })
    for (const output of [child.stdout, child.stderr]) {
      createInterface({ input: output }).on('line', (line) => {
        lines.push(line)
        if (lines.length > keptLines) lines.shift()
        onLine?.(line)
      })
    }
    child.on('error', (cause) =>
      reject(new CommandError(command, `cannot be run (${(cause as NodeJS.ErrnoException).code})`, '', { cause })),
    )
    child.on('close', (code, killedBy) => {
      signal?.removeEventListener('abort', end)
      const output = lines.join('\n')
      if (signal?.aborted) reject(signal.reason)
      else if (code === 0) resolve(output)
      else reject(new CommandError(command, killedBy ? `was ended by ${killedBy}` : `failed with code ${code}`, output))
    })
  })
}
