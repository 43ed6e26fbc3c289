import type { Stream } from '@runde/contracts/stream'
import { AckPolicy, type ConsumerMessages, DeliverPolicy, nanos } from 'nats'
import type { Following, Placed } from './bus.ts'
import { readMessage } from './envelope.ts'
import { away, type NatsLink, untilRetry } from './nats-link.ts'
import { openStream } from './nats-streams.ts'

interface Follower<S extends Stream> {
  readonly stream: S
  readonly onMessage: (placed: Placed<S>) => void
  readonly onLost: () => void
}

/** How far a stream has been read. `created` tells a stream that was begun anew under the same name. */
interface Position {
  readonly created: string
  place: number
}

/** Milliseconds after which NATS forgets a reader that went without a word. */
const forgetAfter = 30_000

const locate = async (link: NatsLink, { stream, onLost }: Follower<Stream>, known?: Position): Promise<Position> => {
  const { created, state } = await openStream(link, stream)
  if (!known) return { created, place: state.last_seq }
  if (known.created === created && known.place <= state.last_seq) return known
  onLost()
  return { created, place: 0 }
}

const openAt = async ({ connection }: NatsLink, stream: Stream, place: number): Promise<ConsumerMessages> => {
  const manager = await connection.jetstreamManager()
  const { name } = await manager.consumers.add(stream.name, {
    ack_policy: AckPolicy.None,
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: place + 1,
    inactive_threshold: nanos(forgetAfter),
    mem_storage: true,
  })
  const consumer = await connection.jetstream().consumers.get(stream.name, name)
  return consumer.consume({ max_messages: 500, expires: 5_000, abort_on_missing_resource: true })
}

/** Hands on what comes; ends where a message is missing, so that reading begins again at its place. */
const readOn = async ({ log }: NatsLink, { stream, onMessage }: Follower<Stream>, messages: ConsumerMessages, position: Position) => {
  let delivered = 0
  for await (const stored of messages) {
    const { deliverySequence, streamSequence: place } = stored.info
    if (deliverySequence !== ++delivered) return messages.stop()
    position.place = place
    const message = readMessage(stream, stored.string())
    if (message !== undefined) onMessage({ message, place })
    else log.error({ stream: stream.name, place }, 'a message breaks its contract and is passed over')
  }
}

/** A reader without acknowledgement that begins again where it was after every interruption. See `Bus.follow`. */
export const followStream = async <S extends Stream>(link: NatsLink, follower: Follower<S>): Promise<Following> => {
  const begun = Promise.withResolvers<number>()
  let stopped = false
  let position: Position | undefined
  let messages: ConsumerMessages | undefined
  // What was on its way when the connection broke is gone, and nobody says so when it was the last.
  const forget = link.onReconnect(() => messages?.stop())
  const isOver = () => stopped || link.closing.aborted

  const readOnce = async () => {
    position = await locate(link, follower, position)
    messages = await openAt(link, follower.stream, position.place)
    begun.resolve(position.place)
    if (isOver()) return messages.stop()
    await readOn(link, follower, messages, position)
  }
  const read = async () => {
    while (!isOver()) {
      await readOnce().catch((error) => {
        if (!isOver()) link.log.warn({ err: error, stream: follower.stream.name }, 'stream cannot be followed, trying again')
      })
      if (!isOver()) await untilRetry()
    }
    begun.reject(away('the bus is closed'))
  }
  const stop = () => messages?.stop()
  link.closing.addEventListener('abort', stop, { once: true })
  const reading = read()

  return {
    from: await begun.promise,
    async [Symbol.asyncDispose]() {
      stopped = true
      forget()
      link.closing.removeEventListener('abort', stop)
      messages?.stop()
      await reading
    },
  }
}
