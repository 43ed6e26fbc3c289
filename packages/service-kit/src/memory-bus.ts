import { RundeError } from '@runde/contracts/errors'
import type { Rpc } from '@runde/contracts/rpc'
import { pino } from 'pino'
import type { Bus, Handler } from './bus.ts'
import { inTime, timeLeft } from './deadline.ts'
import { deadlineReader, type Headers } from './deadline-headers.ts'
import { answer, headersOf, open, requesting } from './envelope.ts'
import { memoryStreams } from './memory-streams.ts'

/** All services in one process. Encodes as the network does, so that nothing works here by sharing objects. */
export const memoryBus = (log = pino({ level: 'silent' })): Bus => {
  const served = new Map<string, (payload: string, headers: Headers) => Promise<string>>()
  const callOf = deadlineReader()
  const pauses = new Set<NodeJS.Timeout>()
  let closed = false
  const later = (work: () => void, milliseconds: number) => {
    if (closed) return
    const timer = setTimeout(() => {
      pauses.delete(timer)
      work()
    }, milliseconds)
    pauses.add(timer)
  }

  return {
    ...memoryStreams(log, later),
    connected: () => true,
    request: (rpc, request, call) =>
      requesting(rpc.subject, async () => {
        const serve = served.get(rpc.subject)
        if (!serve) throw new RundeError('unavailable', `nobody serves ${rpc.subject}`)
        const patience = timeLeft(call.deadline)
        return open(rpc, await inTime(serve(JSON.stringify(request), headersOf(call)), patience, rpc.subject))
      }),
    async serve<R extends Rpc>(rpc: R, handler: Handler<R>) {
      served.set(rpc.subject, (payload, headers) => answer(rpc, handler, payload, { headers, call: callOf(headers) }, log))
    },
    async [Symbol.asyncDispose]() {
      closed = true
      served.clear()
      for (const timer of pauses) clearTimeout(timer)
    },
  }
}
