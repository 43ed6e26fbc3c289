import { setTimeout as pause } from 'node:timers/promises'
import type { Bus } from './bus.ts'
import { keepDeadLetter } from './dead-letters.ts'
import { open, publishing, requesting } from './envelope.ts'
import { readDurable } from './nats-consume.ts'
import { followStream } from './nats-follow.ts'
import { readHistory } from './nats-history.ts'
import { connectNats, type NatsLinkOptions } from './nats-link.ts'
import { asker, endpoints } from './nats-requests.ts'
import { storing } from './nats-store.ts'
import { keepStreams } from './nats-streams.ts'

/** Milliseconds for ending in good order; the process has 25 s in all. */
const drainPatience = 15_000

export interface NatsBusOptions extends NatsLinkOptions {
  /** Also names the queue group and the entry in `nats micro ls`. */
  readonly service: string
  readonly version: string
}

/** Connects for ever: resolves with the first connection, and comes back by itself after every loss. */
export const natsBus = async (options: NatsBusOptions): Promise<Bus> => {
  const closing = new AbortController()
  const link = await connectNats(options, closing.signal)
  const { connection, connected } = link
  const { serve, stop } = endpoints(link, options)
  const ask = asker(link)
  const store = storing(link)
  const reading = new Set<Promise<void>>()
  keepStreams(link, options.keeps ?? [])

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
    publish: (stream, message, publication, call) => publishing(publication.subject, () => store(stream, message, publication, call)),
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
