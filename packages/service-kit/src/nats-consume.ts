import type { DeadLetter } from '@runde/contracts/dead-letters'
import type { Stream } from '@runde/contracts/stream'
import { AckPolicy, type ConsumerMessages, DeliverPolicy, type JsMsg, nanos } from 'nats'
import type { Consumer } from './bus.ts'
import { type Delivery, messageConsumer, type Verdict } from './consume-message.ts'
import { decodeHeaders } from './nats-headers.ts'
import { type NatsLink, retryPause, untilRetry } from './nats-link.ts'
import { openStream } from './nats-streams.ts'

/** Resolves when the letter is stored. @throws RundeError `unavailable` */
type KeepDeadLetter = (letter: DeadLetter) => Promise<void>

interface Durable<S extends Stream> {
  readonly stream: S
  readonly durable: string
  readonly consumer: Consumer<S>
  readonly keep: KeepDeadLetter
}

const openDurable = async (link: NatsLink, stream: Stream, durable: string): Promise<ConsumerMessages> => {
  const { connection } = link
  await openStream(link, stream)
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

const deliveryOf = (message: JsMsg): Delivery => ({
  place: message.info.streamSequence,
  subject: message.subject,
  payload: message.string(),
  headers: decodeHeaders(message.headers),
  deliveries: message.info.deliveryCount,
})

const settle = async (message: JsMsg, verdict: Verdict, keep: KeepDeadLetter) => {
  if (verdict.kind === 'done') return message.ack()
  if (verdict.kind === 'again') return message.nak(verdict.pause)
  await keep(verdict.letter)
  message.term(verdict.letter.reason)
}

/** Reads until the bus closes; resolves when the message in hand is settled. See `Bus.consume`. */
export const readDurable = async <S extends Stream>(link: NatsLink, { stream, durable, consumer, keep }: Durable<S>): Promise<void> => {
  const { log, closing } = link
  const consume = messageConsumer(stream, durable, consumer, log)
  let messages: ConsumerMessages | undefined
  closing.addEventListener('abort', () => messages?.stop(), { once: true })
  while (!closing.aborted) {
    try {
      messages = await openDurable(link, stream, durable)
      for await (const message of messages) {
        // What was fetched and not begun belongs to another replica now.
        if (closing.aborted) message.nak()
        else await settle(message, await consume(deliveryOf(message)), keep).catch(() => message.nak(retryPause))
      }
    } catch (error) {
      if (!closing.aborted) log.warn({ err: error, stream: stream.name }, 'stream cannot be read, trying again')
    }
    if (!closing.aborted) await untilRetry()
  }
}
