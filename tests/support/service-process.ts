import { fileURLToPath } from 'node:url'
import { type Child, startChild } from './child.ts'
import { startContainer } from './container-child.ts'
import { imageOf, imagesAreWanted } from './service-images.ts'

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

/** One process of a service: Node with its sources, or its image where `RUNDE_TEST_SERVICES` says so. */
export interface Replica extends AsyncDisposable {
  readonly logs: readonly LogLine[]
  readonly ports: ServicePorts
  /** `http://127.0.0.1:<INTERNAL_PORT>` */
  readonly internalUrl: string
  readonly pid: () => number | undefined
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
  readonly env?: Readonly<Record<string, string>>
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
  program?: Program,
): Replica => {
  const logs: LogLine[] = []
  const env = { ...settings, ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, `${port}`])) }
  const onLine = (line: string) => void logs.push(toLine(line))
  const fromSources = ({ entry = `services/${service}/src/main.ts`, flags = [], env: own = {} }: Program = {}) =>
    startChild({
      command: process.execPath,
      args: [...flags, entry],
      env: { PATH: process.env.PATH ?? '', ...own, ...env },
      cwd: root,
      onLine,
    })
  if (program && imagesAreWanted()) throw new Error('this test runs a program of its own: leave RUNDE_TEST_SERVICES away')
  const launch = () => (imagesAreWanted() ? startContainer({ image: imageOf(service), env, onLine }) : fromSources(program))
  let child: Child
  let wanted = false
  const start = () => {
    wanted = true
    child = launch()
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
    pid: () => child.pid,
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
