import { existsSync } from 'node:fs'
import { paths } from '@runde/contracts/paths'
import { freePort } from './ports.ts'
import type { Servers } from './servers.ts'
import {
  type LogLine,
  type Program,
  type Replica,
  type ServiceName,
  type ServicePorts,
  serviceNames,
  startReplica,
} from './service-process.ts'
import { serviceSettings, webRoot } from './service-settings.ts'
import { until } from './wait.ts'

export interface StackOptions {
  readonly servers: Servers
  /** How many processes of a service; one when not said. */
  readonly replicas?: Readonly<Partial<Record<ServiceName, number>>>
  /** Settings of a service beside or instead of the usual ones. */
  readonly env?: Readonly<Partial<Record<ServiceName, Readonly<Record<string, string>>>>>
  /** Another program for a service. */
  readonly programs?: Readonly<Partial<Record<ServiceName, Program>>>
}

export interface Stack extends AsyncDisposable {
  /** Of the first gateway, without a trailing slash; a browser gives it camera and microphone. */
  readonly baseUrl: string
  /** The replicas of a service, in their order. */
  readonly replicas: (service: ServiceName) => readonly Replica[]
  /** What all replicas of a service have logged. */
  readonly logs: (service: ServiceName) => readonly LogLine[]
  /** Waits for a line of the service's log. */
  readonly logged: (service: ServiceName, matches: (line: LogLine) => boolean, what: string) => Promise<LogLine>
  /** Waits until `/health` says that a call is possible. */
  readonly healthy: () => Promise<void>
}

const checkReadiness = () => {
  const major = Number(process.versions.node.split('.')[0])
  if (major < 24)
    throw new Error(`the services need Node 24, this is ${process.version}: run the tests by npm, which takes it from node_modules/.bin`)
  if (!existsSync(`${webRoot}/pages/meeting.de.html`)) throw new Error('the built pages are missing: make them with "npm run build -w web"')
}

const portsFor = async (service: ServiceName, index: number, servers: Servers): Promise<ServicePorts> => ({
  INTERNAL_PORT: await freePort(),
  ...(service === 'gateway' && { PORT: await freePort() }),
  ...(service === 'webhook' && { PORT: index === 0 ? servers.webhookPort : await freePort() }),
})

/** The four services as processes of their own, from their sources, on free ports; resolves when a call is possible. */
export const startStack = async ({ servers, replicas: counts = {}, env = {}, programs = {} }: StackOptions): Promise<Stack> => {
  checkReadiness()
  await using opened = new AsyncDisposableStack()
  const gatewayPort = await freePort()
  const baseUrl = `http://localhost:${gatewayPort}`
  const replicas: Record<ServiceName, Replica[]> = { gateway: [], 'room-service': [], 'token-service': [], webhook: [] }
  // Together: each of them drains for a while.
  opened.defer(async () => {
    await Promise.all(
      Object.values(replicas)
        .flat()
        .map((replica) => replica[Symbol.asyncDispose]()),
    )
  })
  for (const service of serviceNames) {
    const settings = serviceSettings(service, { servers, baseUrl })
    for (let index = 0; index < (counts[service] ?? 1); index += 1) {
      const ports = await portsFor(service, index, servers)
      if (service === 'gateway' && index === 0) ports.PORT = gatewayPort
      replicas[service].push(startReplica(service, ports, { ...settings, ...env[service] }, programs[service]))
    }
  }
  const all = Object.values(replicas).flat()
  const healthy = async () => {
    const answer = await until(
      async () => {
        const dead = all.find((replica) => replica.failure())
        return dead ? { failure: dead.failure() } : (await fetch(baseUrl + paths.health)).ok && { failure: undefined }
      },
      { what: `${paths.health} to answer 200`, within: 120_000 },
    )
    if (answer.failure) throw new Error(answer.failure)
  }
  await healthy()
  // `/health` is one gateway's view, and of each service one replica is enough for it.
  const readiness = async ({ ports, failure }: Replica) => {
    const dead = failure()
    return dead ? { dead } : (await fetch(`http://127.0.0.1:${ports.INTERNAL_PORT}/readyz`)).ok && { dead }
  }
  const everyReplica = { what: 'every replica to be ready', within: 120_000 }
  for (const { dead } of await Promise.all(all.map((replica) => until(() => readiness(replica), everyReplica))))
    if (dead) throw new Error(dead)
  const logs = (service: ServiceName) => replicas[service].flatMap((replica) => replica.logs)
  const resources = opened.move()
  return {
    baseUrl,
    replicas: (service) => replicas[service],
    logs,
    logged: (service, matches, what) => until(() => logs(service).find(matches), { what: `${service} to log ${what}` }),
    healthy,
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  }
}
