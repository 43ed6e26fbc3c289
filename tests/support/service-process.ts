import { fileURLToPath } from 'node:url'
import { type Child, startChild } from './child.ts'

export const serviceNames = ['room-service', 'token-service', 'webhook', 'gateway'] as const
export type ServiceName = (typeof serviceNames)[number]

/** The ports of one replica, by the names of their settings. */
export interface ServicePorts {
  readonly INTERNAL_PORT: number
  PORT?: number
}

/** One line of a service's log; `message` is the whole line where it is not JSON. */
export interface LogLine {
  readonly level?: string
  readonly message: string
  readonly [field: string]: unknown
}

/** One process of a service. */
export interface Replica extends AsyncDisposable {
  readonly logs: readonly LogLine[]
  readonly ports: ServicePorts
  /** `http://127.0.0.1:<INTERNAL_PORT>` */
  readonly internalUrl: string
  /** SIGTERM, and the wait for the process to drain. */
  readonly stop: () => Promise<void>
  /** SIGKILL. */
  readonly kill: () => Promise<void>
  /** SIGSTOP: it keeps its connections and says nothing until `resume`. */
  readonly pause: () => void
  readonly resume: () => void
  /** Runs it again with the same settings. Wait on `stack.healthy()` afterwards. */
  readonly start: () => void
  /** How it ended and what it said last, when it ended without being told to. */
  readonly failure: () => string | undefined
}

/** How a replica is run, where that is not as in production. */
export interface Program {
  /** From the root of the repository; without it the service's own `main.ts`. */
  readonly entry?: string
  /** For Node, before the entry. */
  readonly flags?: readonly string[]
}

const root = fileURLToPath(new URL('../..', import.meta.url))

const toLine = (text: string): LogLine => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && 'message' in value ? (value as LogLine) : { message: text }
  } catch {
    return { message: text }
  }
}

export const startReplica = (
  service: ServiceName,
  ports: ServicePorts,
  settings: Readonly<Record<string, string>>,
  { entry = `services/${service}/src/main.ts`, flags = [] }: Program = {},
): Replica => {
  const logs: LogLine[] = []
  const env = {
    PATH: process.env.PATH ?? '',
    ...settings,
    ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, `${port}`])),
  }
  let child: Child
  let wanted = false
  const start = () => {
    wanted = true
    child = startChild({ command: process.execPath, args: [...flags, entry], env, cwd: root, onLine: (line) => logs.push(toLine(line)) })
  }
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    wanted = false
    await child.end(signal)
  }
  start()
  return {
    logs,
    ports,
    internalUrl: `http://127.0.0.1:${ports.INTERNAL_PORT}`,
    start,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    pause: () => child.signal('SIGSTOP'),
    resume: () => child.signal('SIGCONT'),
    failure: () => {
      const how = wanted && child.ended()
      return how
        ? `${service} ended (${how}): ${logs
            .slice(-5)
            .map((line) => JSON.stringify(line))
            .join('\n')}`
        : undefined
    },
    [Symbol.asyncDispose]: () => end('SIGTERM'),
  }
}
