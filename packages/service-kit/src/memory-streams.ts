import type { Stream } from '@runde/contracts/stream'
import type { Bus, Consumer, Placed } from './bus.ts'
import { consumeOnce, type Headers, headersOf, pauseBefore, publishing, readMessage } from './envelope.ts'
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

const consume = <S extends Stream>(stream: S, consumer: Consumer<S>, { log, later }: { log: Logger; later: Later }) => {
  const deliver = async (message: Stored, attempt: number) => {
    const outcome = await consumeOnce(stream, consumer, message.payload, message.headers, log)
    if (outcome === 'again') later(() => void deliver(message, attempt + 1), pauseBefore(attempt))
  }
  return (message: Stored) => later(() => void deliver(message, 1), 0)
}

type Later = (work: () => void, milliseconds: number) => void

/** The streams of one process, kept in its memory. `later` runs work after a pause, unless the bus is closed before. */
export const memoryStreams = (log: Logger, later: Later): Pick<Bus, 'publish' | 'consume' | 'follow' | 'history'> => {
  const stores = new Map<string, Store>()
  const storeOf = (stream: Stream): Store => {
    const store = stores.get(stream.name) ?? { ids: new Set(), messages: [], readers: new Set() }
    stores.set(stream.name, store)
    return store
  }

  return {
    publish: (stream, message, { subject, id }, call) =>
      publishing(subject, async () => {
        const { ids, messages, readers } = storeOf(stream)
        if (ids.has(id)) return
        ids.add(id)
        const stored = { place: messages.length + 1, subject, payload: JSON.stringify(message), headers: headersOf(call) }
        messages.push(stored)
        for (const deliver of readers) deliver(stored)
      }),
    async consume(stream, _durable, consumer) {
      const { messages, readers } = storeOf(stream)
      const deliver = consume(stream, consumer, { log, later })
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
}
