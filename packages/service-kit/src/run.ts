import { type Config, ConfigError, type Environment, oneOf, type port, readConfig, type Settings, text, withDefault } from './config.ts'
import { type InternalRoutes, startInternalServer } from './internal-server.ts'
import { createLogger, type Logger, logLevels } from './log.ts'
import { startTelemetry } from './telemetry.ts'

/** Milliseconds from the signal to the forced end; Kubernetes waits 30 s. */
const drainPatience = 25_000

/** What every service reads besides its own settings. */
export const commonSettings = {
  HOST: withDefault(text('127.0.0.1'), '0.0.0.0'),
  LOG_LEVEL: withDefault(oneOf(logLevels, 'info'), 'info'),
} as const satisfies Settings

/** The start cannot succeed however often it is tried; the message tells the operator what to mend, in one line. */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StartError'
  }
}

export interface Running<C> {
  readonly config: C
  readonly log: Logger
  /** Whatever is opened goes in here; it is closed in reverse order when the service drains. */
  readonly resources: AsyncDisposableStack
  /** What the internal server answers besides; the service adds to it. */
  readonly internalRoutes: InternalRoutes
}

const signalled = () =>
  new Promise<string>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal))
  })

/** Closes everything in reverse order; ends the process by force only when that takes longer than the patience. */
const drain = async (resources: AsyncDisposableStack, log: Logger) => {
  const forced = setTimeout(() => {
    log.error('draining took too long, ending by force')
    process.exit(1)
  }, drainPatience)
  try {
    await resources.disposeAsync()
  } catch (error) {
    log.error({ err: error }, 'draining failed')
    process.exitCode = 1
  } finally {
    clearTimeout(forced)
  }
}

const explain = (error: unknown, log: Logger) => {
  if (error instanceof StartError) log.fatal(error.message)
  else log.fatal({ err: error }, 'the service could not start')
}

type OwnSettings = Settings & { readonly INTERNAL_PORT: ReturnType<typeof port> }

/** Reads the settings, starts telemetry before anything else, then the service; on SIGTERM drains and lets the process end. */
export const run = async <S extends OwnSettings>(
  service: string,
  settings: S,
  environment: Environment,
  start: (running: Running<Config<S & typeof commonSettings>>) => Promise<void>,
): Promise<void> => {
  let config: Config<S & typeof commonSettings>
  try {
    config = readConfig({ ...commonSettings, ...settings } as S & typeof commonSettings, environment)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${service} cannot start, its settings need mending:\n${error.problems.map((one) => `  ${one}\n`).join('')}`)
    process.exitCode = 78 // EX_CONFIG
    return
  }
  const { HOST: host, INTERNAL_PORT, LOG_LEVEL } = config as Config<typeof commonSettings> & { INTERNAL_PORT: number }
  const log = createLogger(service, LOG_LEVEL)
  const resources = new AsyncDisposableStack()
  const stop = signalled()
  const internalRoutes: InternalRoutes = new Map()
  let ready = false
  try {
    const telemetry = resources.use(startTelemetry(service, environment))
    resources.use(await startInternalServer({ host, port: INTERNAL_PORT }, { telemetry, isReady: () => ready, routes: internalRoutes }))
    const started = start({ config, log, resources, internalRoutes }).then(() => undefined)
    const early = await Promise.race([started, stop])
    if (early) return process.exit(0) // Still connecting: nothing has been promised to anybody.
    ready = true
    log.info('ready')
    log.info({ signal: await stop }, 'draining')
    ready = false
  } catch (error) {
    explain(error, log)
    process.exitCode = 1
  }
  await drain(resources, log)
}
