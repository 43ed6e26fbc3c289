import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { paths } from '@runde/contracts/paths'
import type { Random } from './random.ts'

export interface WebhookProxyOptions {
  /** Where LiveKit delivers. */
  readonly port: number
  /** Of the replicas of the webhook service. */
  readonly targets: readonly number[]
  readonly random: Random
}

export interface WebhookProxy extends AsyncDisposable {
  readonly counts: { received: number; dropped: number; repeated: number; delivered: number }
  /** A report of our own, treated as LiveKit's are. */
  readonly deliver: (body: string, authorization: string) => void
  /** Waits until at most so many deliveries are on their way; none when not said. */
  readonly flush: (most?: number) => Promise<void>
}

const dropped = 0.3
const repeated = 0.3
/** Milliseconds by which a report may be late; later ones overtake it. */
const latest = 3_000
/** Milliseconds before a delivery that failed is tried again, as LiveKit does it. */
const retryAfter = 1_000

/** Between LiveKit and the webhook service: acknowledges everything, loses 30 %, repeats 30 %, and shuffles what is left. */
export const startWebhookProxy = async ({ port, targets, random }: WebhookProxyOptions): Promise<WebhookProxy> => {
  const counts = { received: 0, dropped: 0, repeated: 0, delivered: 0 }
  const underway = new Set<Promise<void>>()
  let closing = false
  const post = async (body: string, authorization: string) => {
    await pause(random.integer(latest))
    while (!closing) {
      const url = `http://127.0.0.1:${random.pick(targets)}${paths.livekitWebhook}`
      const headers = { 'content-type': 'application/webhook+json', authorization }
      const answer = await fetch(url, { method: 'POST', headers, body }).catch(() => undefined)
      await answer?.body?.cancel()
      if (answer?.ok) break
      await pause(retryAfter)
    }
    counts.delivered += 1
  }
  const send = (body: string, authorization: string) => {
    const work = post(body, authorization)
    underway.add(work)
    void work.finally(() => underway.delete(work))
  }
  const deliver = (body: string, authorization: string) => {
    counts.received += 1
    if (random.chance(dropped)) {
      counts.dropped += 1
      return
    }
    send(body, authorization)
    if (!random.chance(repeated)) return
    counts.repeated += 1
    send(body, authorization)
  }
  const take = async (request: IncomingMessage) => deliver(await text(request), request.headers.authorization ?? '')
  const server = createServer((request, response) => {
    void take(request).then(() => response.writeHead(200).end())
  }).listen(port, '127.0.0.1')
  await once(server, 'listening')
  const flush = async (most = 0) => {
    while (underway.size > most) await Promise.race(underway)
  }
  return {
    counts,
    deliver,
    flush,
    [Symbol.asyncDispose]: async () => {
      closing = true
      server.closeAllConnections()
      server.close()
      await flush()
    },
  }
}
