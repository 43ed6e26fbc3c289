import { RundeError } from '@runde/contracts/errors'
import type { Rpc } from '@runde/contracts/rpc'
import type { Stream } from '@runde/contracts/stream'
import { pino } from 'pino'
import type { Bus, Consumer, Handler } from './bus.ts'
import { inTime, timeLeft } from './deadline.ts'
import { answer, consumeOnce, type Headers, headersOf, open, pauseBefore, publishing, requesting } from './envelope.ts'

type Message = { payload: string; headers: Headers }
type Deliver = (message: Message, attempt: number) => Promise<void>

/** All services in one process. Encodes as the network does, so that nothing works here by sharing objects. */
export const memoryBus = (log = pino({ level: 'silent' })): Bus => {
  const served = new Map<string, (payload: string, headers: Headers) => Promise<string>>()
  const stored = new Map<string, { ids: Set<string>; messages: Message[]; durables: Map<string, Deliver> }>()
  const pauses = new Set<NodeJS.Timeout>()
  const storeOf = (stream: Stream) => {
    const known = stored.get(stream.name)
    if (known) return known
    const made = { ids: new Set<string>(), messages: [], durables: new Map<string, Deliver>() }
    stored.set(stream.name, made)
    return made
  }
  const later = (work: () => void, milliseconds: number) => {
    const timer = setTimeout(() => {
      pauses.delete(timer)
      work()
    }, milliseconds)
    pauses.add(timer)
  }

  return {
    connected: () => true,
    request: (rpc, request, call) =>
      requesting(rpc.subject, async () => {
        const serve = served.get(rpc.subject)
        if (!serve) throw new RundeError('unavailable', `nobody serves ${rpc.subject}`)
        const patience = timeLeft(call.deadline)
        return open(rpc, await inTime(serve(JSON.stringify(request), headersOf(call)), patience, rpc.subject))
      }),
    async serve<R extends Rpc>(rpc: R, handler: Handler<R>) {
      served.set(rpc.subject, (payload, headers) => answer(rpc, handler, payload, headers, log))
    },
    publish: (stream, message, { subject, id }, call) =>
      publishing(subject, async () => {
        const store = storeOf(stream)
        if (store.ids.has(id)) return
        store.ids.add(id)
        const entry = { payload: JSON.stringify(message), headers: headersOf(call) }
        store.messages.push(entry)
        for (const deliver of store.durables.values()) later(() => void deliver(entry, 1), 0)
      }),
    async consume<S extends Stream>(stream: S, durable: string, consumer: Consumer<S>) {
      const store = storeOf(stream)
      const deliver: Deliver = async (message, attempt) => {
        const outcome = await consumeOnce(stream, consumer, message.payload, message.headers, log)
        if (outcome === 'again') later(() => void deliver(message, attempt + 1), pauseBefore(attempt))
      }
      store.durables.set(durable, deliver)
      for (const message of store.messages) later(() => void deliver(message, 1), 0)
    },
    async [Symbol.asyncDispose]() {
      served.clear()
      stored.clear()
      for (const timer of pauses) clearTimeout(timer)
    },
  }
}
