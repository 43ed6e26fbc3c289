import type { MessageOf, Stream } from '@runde/contracts/stream'
import type { Msg } from 'nats'
import type { Call, Publication } from './bus.ts'
import { inTime, timeLeft } from './deadline.ts'
import { headersOf } from './envelope.ts'
import { encodeHeaders } from './nats-headers.ts'
import { away, type NatsLink } from './nats-link.ts'
import { requestPatience } from './nats-requests.ts'
import { ensureStream } from './nats-streams.ts'

/** JetStream's answer to a message that it was sent. */
type Acknowledgement = { readonly stream: string; readonly seq: number } | { readonly error: { readonly description: string } }

/** Nobody takes messages of this subject in: there was never one, or NATS has lost its disk. */
const noStream = (message: Msg) => message.headers?.code === 503

export type Store = <S extends Stream>(stream: S, message: MessageOf<S>, publication: Publication, call: Call) => Promise<void>

/**
 * Stores messages on streams. All acknowledgements come to one inbox: the client's own `jetstream().publish` makes an error,
 * stack and all, for each message that was stored, which in a storm of expiries was a tenth of room-service's time.
 */
export const storing = (link: NatsLink): Store => {
  const { connection, connected } = link
  const inbox = link.inbox()
  const waiting = new Map<string, (acknowledged: Msg) => void>()
  let listening = false
  let sent = 0

  const listen = () => {
    if (listening) return
    listening = true
    connection.subscribe(`${inbox}.*`, { callback: (error, message) => error ?? waiting.get(message.subject)?.(message) })
  }
  /** @throws RundeError `unavailable` without an acknowledgement in time */
  const send = async (subject: string, payload: string, id: string, call: Call): Promise<Msg> => {
    listen()
    sent += 1
    const reply = `${inbox}.${sent}`
    const headers = encodeHeaders({ ...headersOf(call), 'Nats-Msg-Id': id })
    const patience = timeLeft(call.deadline, requestPatience)
    const acknowledged = new Promise<Msg>((resolve) => waiting.set(reply, resolve))
    try {
      connection.publish(subject, payload, { headers, reply })
      return await inTime(acknowledged, patience, 'JetStream')
    } finally {
      waiting.delete(reply)
    }
  }

  return async (stream, message, { subject, id }, call) => {
    if (!connected()) throw away('NATS is away')
    const attempt = () => send(subject, JSON.stringify(message), id, call)
    try {
      let answer = await attempt()
      if (noStream(answer) && link.keeps(stream)) {
        await ensureStream(link, stream)
        answer = await attempt()
      }
      if (noStream(answer)) throw new Error('no stream takes this subject')
      const acknowledgement = answer.json<Acknowledgement>()
      if ('error' in acknowledgement) throw new Error(acknowledgement.error.description)
    } catch (cause) {
      throw away(`${stream.name} did not store the message`, cause)
    }
  }
}
