import type { Stream } from '@runde/contracts/stream'
import type { Bus, Placed } from './bus.ts'
import { messageConsumer } from './consume-message.ts'
import { keepDeadLetter } from './dead-letters.ts'
import type { Headers } from './deadline-headers.ts'
import { headersOf, publishing, readMessage } from './envelope.ts'
import type { Logger } from './log.ts'

interface Stored {
  readonly place: number
  readonly subject: string
  readonly payload: string
  readonly headers: Headers
}

type Deliver = (message: Stored) => void

interface Store {
  readonly ids: Set<string>
  readonly messages: Stored[]
  readonly readers: Set<Deliver>
}

/** Whether a subject is one of `subjects`, a subject that may end in `>`. */
const matches = (subjects: string, subject: string): boolean =>
  subjects.endsWith('>') ? subject.startsWith(subjects.slice(0, -1)) : subject === subjects

const placed = <S extends Stream>(stream: S, { place, payload }: Stored): Placed<S>[] => {
  const message = readMessage(stream, payload)
  return message === undefined ? [] : [{ message, place }]
}

type Streams = Pick<Bus, 'publish' | 'consume' | 'follow' | 'history'>
type Later = (work: () => void, milliseconds: number) => void

/** The streams of one process, kept in its memory. `later` runs work after a pause, unless the bus is closed before. */
export const memoryStreams = (log: Logger, later: Later): Streams => {
  const stores = new Map<string, Store>()
  const storeOf = (stream: Stream): Store => {
    const store = stores.get(stream.name) ?? { ids: new Set(), messages: [], readers: new Set() }
    stores.set(stream.name, store)
    return store
  }

  const streams: Streams = {
    publish: (stream, message, { subject, id }, call) =>
      publishing(subject, async () => {
        const { ids, messages, readers } = storeOf(stream)
        if (ids.has(id)) return
        ids.add(id)
        const stored = { place: messages.length + 1, subject, payload: JSON.stringify(message), headers: headersOf(call) }
        messages.push(stored)
        for (const deliver of readers) deliver(stored)
      }),
    async consume(stream, durable, consumer) {
      const { messages, readers } = storeOf(stream)
      const consume = messageConsumer(stream, durable, consumer, log)
      const attempt = async (stored: Stored, deliveries: number) => {
        const verdict = await consume({ ...stored, deliveries })
        if (verdict.kind === 'again') later(() => void attempt(stored, deliveries + 1), verdict.pause)
        if (verdict.kind === 'dead') await keepDeadLetter(streams, verdict.letter, log)
      }
      const deliver = (stored: Stored) => later(() => void attempt(stored, 1), 0)
      readers.add(deliver)
      for (const message of messages) deliver(message)
    },
    async follow(stream, onMessage) {
      const { messages, readers } = storeOf(stream)
      const hand: Deliver = (stored) => {
        if (readers.has(deliver)) for (const one of placed(stream, stored)) onMessage(one)
      }
      const deliver: Deliver = (stored) => later(() => hand(stored), 0)
      readers.add(deliver)
      return { from: messages.length, [Symbol.asyncDispose]: async () => void readers.delete(deliver) }
    },
    async history(stream, { subjects, after, limit }) {
      const wanted = storeOf(stream).messages.filter(({ place, subject }) => place > after && matches(subjects, subject))
      return wanted.flatMap((one) => placed(stream, one)).slice(0, limit)
    },
  }
  return streams
}
