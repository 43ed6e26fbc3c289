import { setTimeout as pause } from 'node:timers/promises'
import { RundeError } from '@runde/contracts/errors'
import type { Stream } from '@runde/contracts/stream'
import {
  AckPolicy,
  type ConnectionOptions,
  type ConsumerMessages,
  connect,
  DeliverPolicy,
  ErrorCode,
  Events,
  type JsMsg,
  type MsgHdrs,
  type NatsConnection,
  NatsError,
  nanos,
  headers as natsHeaders,
  RetentionPolicy,
  type Service,
  type ServiceMsg,
} from 'nats'
import type { Bus, Consumer } from './bus.ts'
import { timeLeft } from './deadline.ts'
import { answer, callOf, consumeOnce, type Headers, headersOf, open, pauseBefore, publishing, requesting } from './envelope.ts'
import type { Logger } from './log.ts'

/** Milliseconds that one request may take, within the deadline of its caller. */
const requestPatience = 2_000
/** Milliseconds after which the wait for the first connection is worth a line. */
const firstWait = 2_000
/** Milliseconds for ending in good order; the process has 25 s in all. */
const drainPatience = 15_000
/** Milliseconds between attempts to find JetStream, or to be heard by a service that is just starting. */
const retryPause = 250

export interface NatsBusOptions {
  /** `nats://user:password@host:port` or `nats://token@host:port`; several hosts separated by commas. */
  readonly url: string
  /** Names the queue group, the connection and the entry in `nats micro ls`. */
  readonly service: string
  readonly version: string
  readonly log: Logger
}

const connectionOptions = ({ url, service }: NatsBusOptions): ConnectionOptions => {
  const urls = url.split(',').map((one) => new URL(one))
  const [username, password] = [decodeURIComponent(urls[0]?.username ?? ''), decodeURIComponent(urls[0]?.password ?? '')]
  return {
    servers: urls.map((one) => one.host),
    name: service,
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

const encodeHeaders = (values: Headers): MsgHdrs => {
  const encoded = natsHeaders()
  for (const [name, value] of Object.entries(values)) encoded.set(name, value)
  return encoded
}

const decodeHeaders = (encoded: MsgHdrs | undefined): Headers =>
  Object.fromEntries((encoded?.keys() ?? []).map((name) => [name, encoded?.get(name) ?? '']))

const away = (what: string, cause: unknown) => new RundeError('unavailable', what, { cause })

const isNoResponders = (error: unknown) => error instanceof NatsError && error.code === ErrorCode.NoResponders

/** Creates the stream or brings its settings up to date. */
const ensureStream = async (connection: NatsConnection, stream: Stream) => {
  const manager = await connection.jetstreamManager()
  const config = {
    name: stream.name,
    subjects: [stream.subjects],
    retention: RetentionPolicy.Limits,
    max_age: nanos(stream.maxAge * 1_000),
    duplicate_window: nanos(stream.dedupeWindow * 1_000),
  }
  const exists = await manager.streams.info(stream.name).then(
    () => true,
    () => false,
  )
  await (exists ? manager.streams.update(stream.name, config) : manager.streams.add(config))
}

const ensureConsumer = async (connection: NatsConnection, stream: Stream, durable: string): Promise<ConsumerMessages> => {
  await ensureStream(connection, stream)
  const manager = await connection.jetstreamManager()
  await manager.consumers.add(stream.name, {
    durable_name: durable,
    ack_policy: AckPolicy.Explicit,
    deliver_policy: DeliverPolicy.All,
    ack_wait: nanos(30_000),
    max_deliver: -1,
  })
  const consumer = await connection.jetstream().consumers.get(stream.name, durable)
  return consumer.consume({ max_messages: 100, expires: 5_000, abort_on_missing_resource: true })
}

/** Connects for ever: resolves with the first connection, and comes back by itself after every loss. */
export const natsBus = async (options: NatsBusOptions): Promise<Bus> => {
  const { log, service, version } = options
  const waiting = setTimeout(() => log.warn('NATS is away, waiting for it'), firstWait)
  const connection = await connect(connectionOptions(options)).finally(() => clearTimeout(waiting))
  const underway = new Set<Promise<unknown>>()
  const subscriptions = new Set<ConsumerMessages>()
  let micro: Promise<Service> | undefined
  let connected = true
  let closing = false

  const track = (work: Promise<unknown>) => {
    underway.add(work)
    void work.finally(() => underway.delete(work))
  }
  void (async () => {
    for await (const status of connection.status()) {
      if (status.type === Events.Disconnect) connected = false
      if (status.type === Events.Reconnect) connected = true
      if (status.type === Events.Disconnect || status.type === Events.Reconnect) log.warn({ nats: status.type }, 'NATS connection changed')
    }
  })()

  const ask = async (subject: string, payload: string, deadline: number) => {
    for (;;) {
      if (!connected) throw new RundeError('unavailable', 'NATS is away')
      const timeout = timeLeft(deadline)
      try {
        return await connection.request(subject, payload, { headers: encodeHeaders(headersOf({ deadline })), timeout })
      } catch (cause) {
        // Nobody has seen the request, so asking again cannot do the work twice.
        if (!isNoResponders(cause) || timeout < 2 * retryPause) throw away(`no answer on ${subject}`, cause)
        await pause(retryPause * (0.5 + Math.random()))
      }
    }
  }

  const settle = async (message: JsMsg, run: () => ReturnType<typeof consumeOnce>) => {
    const outcome = await run()
    if (outcome === 'done') message.ack()
    else if (outcome === 'again') message.nak(pauseBefore(message.info.redeliveryCount))
    else message.term('breaks its contract')
  }

  const read = async <S extends Stream>(stream: S, durable: string, consumer: Consumer<S>) => {
    while (!closing) {
      try {
        const messages = await ensureConsumer(connection, stream, durable)
        // Draining may have begun meanwhile, and has not seen this one.
        if (closing) return messages.stop()
        subscriptions.add(messages)
        for await (const message of messages) {
          await settle(message, () => consumeOnce(stream, consumer, message.string(), decodeHeaders(message.headers), log))
        }
        subscriptions.delete(messages)
      } catch (error) {
        if (!closing) log.warn({ err: error, stream: stream.name }, 'stream cannot be read, trying again')
      }
      if (!closing) await pause(retryPause)
    }
  }

  /** Takes no more work, ends what is under way, and sends what is written. */
  const drain = async () => {
    if (micro) await (await micro).stop()
    await Promise.all([...subscriptions].map((messages) => messages.close()))
    await Promise.allSettled(underway)
    await connection.drain()
  }

  return {
    connected: () => connected,
    request: (rpc, request, call) =>
      requesting(rpc.subject, async () => {
        const deadline = Date.now() + timeLeft(call.deadline, requestPatience)
        return open(rpc, (await ask(rpc.subject, JSON.stringify(request), deadline)).string())
      }),
    async serve(rpc, handler) {
      micro ??= connection.services.add({ name: service, version, queue: service })
      const respond = async (message: ServiceMsg) => {
        const headers = decodeHeaders(message.headers)
        if (callOf(headers).deadline > Date.now()) message.respond(await answer(rpc, handler, message.string(), headers, log))
      }
      const endpoint = { subject: rpc.subject, handler: (_: NatsError | null, message: ServiceMsg) => track(respond(message)) }
      ;(await micro).addEndpoint(rpc.subject.replaceAll('.', '-'), endpoint)
      await connection.flush()
    },
    publish: (stream, message, { subject, id }, call) =>
      publishing(subject, async () => {
        const send = () =>
          connection.jetstream().publish(subject, JSON.stringify(message), {
            msgID: id,
            headers: encodeHeaders(headersOf(call)),
            timeout: timeLeft(call.deadline, requestPatience),
          })
        if (!connected) throw new RundeError('unavailable', 'NATS is away')
        try {
          await send().catch(async (error) => {
            // The first message ever, or the first after NATS lost its disk: the stream is not there yet.
            if (!isNoResponders(error)) throw error
            await ensureStream(connection, stream)
            return send()
          })
        } catch (cause) {
          throw away(`${stream.name} did not store the message`, cause)
        }
      }),
    async consume(stream, durable, consumer) {
      track(read(stream, durable, consumer))
    },
    async [Symbol.asyncDispose]() {
      closing = true
      // Draining speaks with NATS: while that is away it would wait until somebody kills the process.
      try {
        if (connected) await Promise.race([drain(), pause(drainPatience, undefined, { ref: false })])
      } finally {
        await connection.close()
      }
    },
  }
}
