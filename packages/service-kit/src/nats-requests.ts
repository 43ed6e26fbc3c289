import { RundeError } from '@runde/contracts/errors'
import type { Rpc } from '@runde/contracts/rpc'
import type { Msg, NatsError, Service, ServiceMsg } from 'nats'
import type { Handler } from './bus.ts'
import { type Deadline, now, timeLeft } from './deadline.ts'
import { deadlineReader } from './deadline-headers.ts'
import { answer, headersOf } from './envelope.ts'
import { decodeHeaders, encodeHeaders } from './nats-headers.ts'
import { away, isNoResponders, isTimeout, type NatsLink, retryPause, untilRetry } from './nats-link.ts'
import { retryBudget } from './retry-budget.ts'

/** Milliseconds to wait for one answer, within the deadline of the caller. */
export const requestPatience = 2_000

/** @throws what NATS throws, and RundeError `unavailable` while NATS is away. */
const tryOnce = async ({ connection, connected }: NatsLink, subject: string, payload: string, deadline: Deadline): Promise<Msg> => {
  for (;;) {
    if (!connected()) throw away('NATS is away')
    const timeout = timeLeft(deadline)
    try {
      // An answer that comes after the time-out finds nobody: the client has forgotten where to it was to go.
      return await connection.request(subject, payload, { headers: encodeHeaders(headersOf({ deadline })), timeout })
    } catch (cause) {
      if (!isNoResponders(cause) || timeout < 2 * retryPause) throw cause
      await untilRetry()
    }
  }
}

/** Asks, and once more when nothing was heard: a replica that stands still is asked by NATS as any other. */
export const asker = (link: NatsLink) => {
  const budget = retryBudget()
  /** @throws RundeError `unavailable` */
  return async (subject: string, payload: string, deadline: Deadline): Promise<Msg> => {
    const attempt = () => tryOnce(link, subject, payload, now() + timeLeft(deadline, requestPatience))
    budget.request(now())
    try {
      return await attempt().catch(async (cause) => {
        if (!isTimeout(cause) || deadline - now() < 2 * retryPause || !link.connected() || !budget.retry(now())) throw cause
        await untilRetry()
        return attempt()
      })
    } catch (cause) {
      throw cause instanceof RundeError ? cause : away(`no answer on ${subject}`, cause)
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
