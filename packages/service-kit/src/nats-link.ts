import { setTimeout as pause } from 'node:timers/promises'
import { RundeError } from '@runde/contracts/errors'
import type { Stream } from '@runde/contracts/stream'
import { type ConnectionOptions, connect, createInbox, ErrorCode, Events, type NatsConnection, NatsError, type Status } from 'nats'
import type { Logger } from './log.ts'

export interface NatsLinkOptions {
  /** `nats://user:password@host:port` or `nats://token@host:port`; several hosts separated by commas. */
  readonly url: string
  /** Names the connection, and where it awaits answers: `_INBOX.<service>`, which nobody else may listen to. */
  readonly service: string
  readonly log: Logger
  /** The streams that this service makes, keeps as they are to be, and makes again; without it every stream that it uses. */
  readonly keeps?: readonly Stream[]
  /** On how many servers of a cluster each of them is kept; where nothing is said it stays as it is. */
  readonly replicas?: number | undefined
}

/** The one connection of a process, and what is known of its state. */
export interface NatsLink {
  readonly connection: NatsConnection
  readonly log: Logger
  /** False from a loss until the connection stands again. */
  readonly connected: () => boolean
  /** Aborted when the bus closes. */
  readonly closing: AbortSignal
  /** Runs after each loss that was mended, until the returned function is called. */
  readonly onReconnect: (run: () => void) => () => void
  /** A new subject on which only this service can be answered. */
  readonly inbox: () => string
  readonly keeps: (stream: Stream) => boolean
  readonly replicas: number | undefined
}

/** Milliseconds after which the wait for the first connection is worth a line. */
const firstWait = 2_000

/** Milliseconds between attempts to find JetStream, or to be heard by a service that is just starting. */
export const retryPause = 250

export const untilRetry = (): Promise<void> => pause(retryPause * (0.5 + Math.random()))

export const away = (what: string, cause?: unknown): RundeError => new RundeError('unavailable', what, { cause })

export const isNoResponders = (error: unknown): boolean => error instanceof NatsError && error.code === ErrorCode.NoResponders

export const isTimeout = (error: unknown): boolean => error instanceof NatsError && error.code === ErrorCode.Timeout

const inboxPrefix = (service: string): string => `_INBOX.${service}`

const connectionOptions = ({ url, service }: NatsLinkOptions): ConnectionOptions => {
  const urls = url.split(',').map((one) => new URL(one))
  const [username, password] = [decodeURIComponent(urls[0]?.username ?? ''), decodeURIComponent(urls[0]?.password ?? '')]
  return {
    servers: urls.map((one) => one.host),
    name: service,
    inboxPrefix: inboxPrefix(service),
    ...(password ? { user: username, pass: password } : username ? { token: username } : {}),
    // The client gives up after ten attempts by default; a service outlives its bus.
    maxReconnectAttempts: -1,
    reconnectTimeWait: 500,
    waitOnFirstConnect: true,
    // A connection whose other end is gone is noticed within seconds, not minutes.
    pingInterval: 2_000,
    maxPingOut: 2,
    timeout: 2_000,
    // The right server may come back after a wrong one.
    ignoreAuthErrorAbort: true,
    noAsyncTraces: true,
  }
}

/** Nobody who asked hears of a refusal: what was published is gone, and what was subscribed to stays silent. */
const reportRefusal = ({ permissionContext }: Status, log: Logger) => {
  if (!permissionContext) return
  const { operation, subject } = permissionContext
  log.error({ operation, subject }, 'NATS refuses this: the user in NATS_URL does not have the right to it')
}

/** Connects for ever: resolves with the first connection, and comes back by itself after every loss. */
export const connectNats = async (options: NatsLinkOptions, closing: AbortSignal): Promise<NatsLink> => {
  const { log } = options
  const waiting = setTimeout(() => log.warn('waiting for NATS: it is away, or refuses the user in NATS_URL'), firstWait)
  const connection = await connect(connectionOptions(options)).finally(() => clearTimeout(waiting))
  const listeners = new Set<() => void>()
  let connected = true
  void (async () => {
    for await (const status of connection.status()) {
      const { type } = status
      if (type === Events.Error) reportRefusal(status, log)
      if (type !== Events.Disconnect && type !== Events.Reconnect) continue
      connected = type === Events.Reconnect
      log.warn({ nats: type }, 'NATS connection changed')
      if (connected) for (const run of listeners) run()
    }
  })()
  return {
    connection,
    log,
    connected: () => connected,
    closing,
    onReconnect: (run) => {
      listeners.add(run)
      return () => void listeners.delete(run)
    },
    inbox: () => createInbox(inboxPrefix(options.service)),
    keeps: ({ name }) => options.keeps?.some((kept) => kept.name === name) ?? true,
    replicas: options.replicas,
  }
}
