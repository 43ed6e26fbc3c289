import type { Rpc } from '@runde/contracts/rpc'
import type { Msg, NatsError, Service, ServiceMsg } from 'nats'
import type { Handler } from './bus.ts'
import { type Deadline, now, timeLeft } from './deadline.ts'
import { deadlineReader } from './deadline-headers.ts'
import { answer, headersOf } from './envelope.ts'
import { decodeHeaders, encodeHeaders } from './nats-headers.ts'
import { away, isNoResponders, type NatsLink, retryPause, untilRetry } from './nats-link.ts'

/** Milliseconds that one request may take, within the deadline of its caller. */
export const requestPatience = 2_000

/** @throws RundeError `unavailable` */
export const ask = async ({ connection, connected }: NatsLink, subject: string, payload: string, deadline: Deadline): Promise<Msg> => {
  for (;;) {
    if (!connected()) throw away('NATS is away')
    const timeout = timeLeft(deadline)
    try {
      return await connection.request(subject, payload, { headers: encodeHeaders(headersOf({ deadline })), timeout })
    } catch (cause) {
      // Nobody has seen the request, so asking again cannot do the work twice.
      if (!isNoResponders(cause) || timeout < 2 * retryPause) throw away(`no answer on ${subject}`, cause)
      await untilRetry()
    }
  }
}

export interface Endpoints {
  readonly serve: <R extends Rpc>(rpc: R, handler: Handler<R>) => Promise<void>
  /** Takes no more requests and answers those that were taken. */
  readonly stop: () => Promise<void>
}

/** What this replica answers; replicas of one service share the requests. */
export const endpoints = ({ connection, log }: NatsLink, identity: { service: string; version: string }): Endpoints => {
  const callOf = deadlineReader()
  const underway = new Set<Promise<unknown>>()
  let micro: Promise<Service> | undefined

  const respond = async <R extends Rpc>(rpc: R, handler: Handler<R>, message: ServiceMsg) => {
    const headers = decodeHeaders(message.headers)
    const call = callOf(headers)
    // Nobody waits for it any more: it lay in a queue while this process stood still, say.
    if (call.deadline > now()) message.respond(await answer(rpc, handler, message.string(), { headers, call }, log))
  }

  return {
    async serve(rpc, handler) {
      micro ??= connection.services.add({ name: identity.service, version: identity.version, queue: identity.service })
      const endpoint = (_: NatsError | null, message: ServiceMsg) => {
        const work = respond(rpc, handler, message)
        underway.add(work)
        void work.finally(() => underway.delete(work))
      }
      ;(await micro).addEndpoint(rpc.subject.replaceAll('.', '-'), { subject: rpc.subject, handler: endpoint })
      await connection.flush()
    },
    async stop() {
      if (micro) await (await micro).stop()
      await Promise.allSettled(underway)
    },
  }
}
