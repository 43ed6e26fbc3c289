import { join } from 'node:path'
import type { Addresses } from './addresses.ts'
import type { Certificate } from './certificate.ts'
import { choosePorts } from './choose-ports.ts'
import type { DataDir } from './data-dir.ts'
import { untilListening } from './ports.ts'
import { endLeftovers, openProcessRecord } from './process-record.ts'
import { type ProcessSpec, type Supervised, supervise } from './processes.ts'
import type { Progress } from './progress.mjs'
import { loadSecrets } from './secrets.ts'
import { planServers } from './server-plan.ts'
import { planServices } from './service-plan.ts'
import { untilReady } from './until-ready.ts'
import type { ServerName } from './versions.ts'

export interface StartSystemDeps {
  readonly root: string
  readonly env: NodeJS.ProcessEnv
  readonly programs: Readonly<Record<ServerName, string>>
  readonly dataDir: DataDir
  readonly port: number
  readonly addresses: Addresses
  readonly frontendUrl: string
  readonly certificate: Certificate | undefined
  readonly progress: Progress
  readonly verbose: boolean
  readonly signal: AbortSignal
}

export interface System extends AsyncDisposable {
  /** Ends every process at once. */
  readonly kill: () => void
}

const serversWithin = 30_000

/** What an earlier launcher left running would hold ports and data. */
export const endEarlierProcesses = async (dataDir: DataDir, progress: Pick<Progress, 'line'>): Promise<void> => {
  const ended = await endLeftovers(dataDir.file('processes'))
  if (ended.length > 0) progress.line(`Ended what an earlier start left running: ${ended.join(', ')}`)
}

/** Starts servers, then services, and waits until a call is possible; disposing ends the services first, then the servers. */
export const startSystem = async (deps: StartSystemDeps): Promise<System> => {
  const { root, env, dataDir, addresses, certificate, progress, verbose, signal } = deps
  await using stack = new AsyncDisposableStack()
  const secrets = await loadSecrets(dataDir.path)
  const ports = await choosePorts(deps.port)
  const record = stack.use(openProcessRecord(dataDir.file('processes')))
  const logDir = await dataDir.folder('logs')
  const processes: Supervised[] = []
  const startAll = (specs: readonly ProcessSpec[]) => {
    const started = specs.map((spec) => supervise(spec, { logDir, progress, record, verbose }))
    processes.push(...started)
    stack.defer(async () => {
      await Promise.all(started.map((one) => one[Symbol.asyncDispose]()))
    })
  }
  const kill = () => {
    for (const one of processes) one.kill()
  }

  signal.throwIfAborted()
  startAll(await planServers({ programs: deps.programs, ports, secrets, addresses, dataDir, env }))
  const soon = AbortSignal.any([signal, AbortSignal.timeout(serversWithin)])
  await Promise.all([ports.redis, ports.nats].map((port) => untilListening(port, soon)))
  const compileCache = await dataDir.folder(join('cache', 'node'))
  startAll(planServices({ root, env, ports, secrets, addresses, frontendUrl: deps.frontendUrl, certificate, compileCache }))
  await untilReady({ host: addresses.local, port: deps.port, ca: certificate?.pem }, processes, { signal })
  const running = stack.move()
  return { kill, [Symbol.asyncDispose]: () => running.disposeAsync() }
}
