import type { Stream } from '@runde/contracts/stream'
import { AckPolicy, type ConsumerMessages, DeliverPolicy, type JsMsg, nanos } from 'nats'
import type { Consumer } from './bus.ts'
import { consumeOnce, pauseBefore } from './envelope.ts'
import { decodeHeaders } from './nats-headers.ts'
import { type NatsLink, untilRetry } from './nats-link.ts'
import { ensureStream } from './nats-streams.ts'

const openDurable = async ({ connection }: NatsLink, stream: Stream, durable: string): Promise<ConsumerMessages> => {
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

const settle = async <S extends Stream>({ log }: NatsLink, stream: S, consumer: Consumer<S>, message: JsMsg) => {
  const outcome = await consumeOnce(stream, consumer, message.string(), decodeHeaders(message.headers), log)
  if (outcome === 'done') message.ack()
  else if (outcome === 'again') message.nak(pauseBefore(message.info.redeliveryCount))
  else message.term('breaks its contract')
}

/** Reads until the bus closes; resolves when the message in hand is settled. See `Bus.consume`. */
export const readDurable = async <S extends Stream>(link: NatsLink, stream: S, durable: string, consumer: Consumer<S>): Promise<void> => {
  let messages: ConsumerMessages | undefined
  link.closing.addEventListener('abort', () => messages?.stop(), { once: true })
  while (!link.closing.aborted) {
    try {
      messages = await openDurable(link, stream, durable)
      for await (const message of messages) {
        // What was fetched and not begun belongs to another replica now.
        if (link.closing.aborted) message.nak()
        else await settle(link, stream, consumer, message)
      }
    } catch (error) {
      if (!link.closing.aborted) link.log.warn({ err: error, stream: stream.name }, 'stream cannot be read, trying again')
    }
    if (!link.closing.aborted) await untilRetry()
  }
}
