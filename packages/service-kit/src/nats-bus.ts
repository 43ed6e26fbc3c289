import { setTimeout as pause } from 'node:timers/promises'
import type { MessageOf, Stream } from '@runde/contracts/stream'
import type { Bus, Call, Publication } from './bus.ts'
import { keepDeadLetter } from './dead-letters.ts'
import { timeLeft } from './deadline.ts'
import { headersOf, open, publishing, requesting } from './envelope.ts'
import { readDurable } from './nats-consume.ts'
import { followStream } from './nats-follow.ts'
import { encodeHeaders } from './nats-headers.ts'
import { readHistory } from './nats-history.ts'
import { away, connectNats, isNoResponders, type NatsLink, type NatsLinkOptions } from './nats-link.ts'
import { asker, endpoints, requestPatience } from './nats-requests.ts'
import { ensureStream } from './nats-streams.ts'

/** Milliseconds for ending in good order; the process has 25 s in all. */
const drainPatience = 15_000

export interface NatsBusOptions extends NatsLinkOptions {
  /** Also names the queue group and the entry in `nats micro ls`. */
  readonly service: string
  readonly version: string
}

const store = async <S extends Stream>(link: NatsLink, stream: S, message: MessageOf<S>, { subject, id }: Publication, call: Call) => {
  const send = () =>
    link.connection.jetstream().publish(subject, JSON.stringify(message), {
      msgID: id,
      headers: encodeHeaders(headersOf(call)),
      timeout: timeLeft(call.deadline, requestPatience),
    })
  if (!link.connected()) throw away('NATS is away')
  try {
    await send().catch(async (error) => {
      // The first message ever, or the first after NATS lost its disk: the stream is not there yet.
      if (!isNoResponders(error)) throw error
      await ensureStream(link.connection, stream)
      return send()
    })
  } catch (cause) {
    throw away(`${stream.name} did not store the message`, cause)
  }
}

/** Connects for ever: resolves with the first connection, and comes back by itself after every loss. */
export const natsBus = async (options: NatsBusOptions): Promise<Bus> => {
  const closing = new AbortController()
  const link = await connectNats(options, closing.signal)
  const { connection, connected } = link
  const { serve, stop } = endpoints(link, options)
  const ask = asker(link)
  const reading = new Set<Promise<void>>()

  /** Takes no more work, ends what is under way, and sends what is written. */
  const drain = async () => {
    await Promise.all([stop(), ...reading])
    await connection.drain()
  }

  const bus: Bus = {
    connected,
    serve,
    request: (rpc, request, { deadline }) =>
      requesting(rpc.subject, async () => open(rpc, (await ask(rpc.subject, JSON.stringify(request), deadline)).string())),
    publish: (stream, message, publication, call) => publishing(publication.subject, () => store(link, stream, message, publication, call)),
    async consume(stream, durable, consumer) {
      reading.add(readDurable(link, { stream, durable, consumer, keep: (letter) => keepDeadLetter(bus, letter, link.log) }))
    },
    follow: (stream, onMessage, onLost = () => {}) => followStream(link, { stream, onMessage, onLost }),
    history: (stream, wanted, { deadline }) => readHistory(link, stream, wanted, deadline),
    async [Symbol.asyncDispose]() {
      closing.abort()
      // Draining speaks with NATS: while that is away it would wait until somebody kills the process.
      try {
        if (connected()) await Promise.race([drain(), pause(drainPatience, undefined, { ref: false })])
      } finally {
        await connection.close()
      }
    },
  }
  return bus
}
