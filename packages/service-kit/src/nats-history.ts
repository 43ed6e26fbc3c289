import type { Stream } from '@runde/contracts/stream'
import type { Msg, Subscription } from 'nats'
import type { Placed } from './bus.ts'
import { type Deadline, timeLeft } from './deadline.ts'
import { readMessage } from './envelope.ts'
import { away, type NatsLink } from './nats-link.ts'
import { openStream } from './nats-streams.ts'

export interface Wanted {
  readonly subjects: string
  readonly after: number
  readonly limit: number
}

/** Statuses of NATS: the end of a batch, nothing found, nobody there. */
const [endOfBatch, notFound, noResponders] = [204, 404, 503]

interface Batch<S extends Stream> {
  readonly messages: readonly Placed<S>[]
  /** Of the last stored message that was looked at. */
  readonly last: number
  /** Whether NATS has more than it liked to send at once. */
  readonly more: boolean
}

const numberIn = (message: Msg, header: string): number => Number(message.headers?.get(header) ?? 0)

const collect = async <S extends Stream>(replies: Subscription, stream: S, after: number): Promise<Batch<S>> => {
  const messages: Placed<S>[] = []
  let last = after
  for await (const reply of replies) {
    const status = reply.headers?.code ?? 0
    if (status === notFound) return { messages, last, more: false }
    if (status === endOfBatch) return { messages, last, more: last > after && numberIn(reply, 'Nats-Num-Pending') > 0 }
    if (status !== 0) throw Object.assign(new Error(`NATS refuses to read ${stream.name}: ${status}`), { status })
    last = numberIn(reply, 'Nats-Sequence')
    const message = readMessage(stream, reply.string())
    if (message !== undefined) messages.push({ message, place: last })
  }
  throw new Error(`${stream.name} did not answer in time`)
}

/** One direct read: no consumer is made for it, and the stream's only replica answers, so nothing that is stored is missing. */
const readBatch = async <S extends Stream>(
  { connection, inbox }: NatsLink,
  stream: S,
  wanted: Wanted,
  patience: number,
): Promise<Batch<S>> => {
  const reply = inbox()
  const replies = connection.subscribe(reply)
  const late = setTimeout(() => replies.unsubscribe(), patience)
  const query = { seq: wanted.after + 1, next_by_subj: wanted.subjects, batch: wanted.limit }
  try {
    connection.publish(`$JS.API.DIRECT.GET.${stream.name}`, JSON.stringify(query), { reply })
    return await collect(replies, stream, wanted.after)
  } finally {
    clearTimeout(late)
    replies.unsubscribe()
  }
}

const readAll = async <S extends Stream>(link: NatsLink, stream: S, wanted: Wanted, deadline: Deadline): Promise<readonly Placed<S>[]> => {
  const found: Placed<S>[] = []
  let after = wanted.after
  for (;;) {
    const rest = { subjects: wanted.subjects, after, limit: wanted.limit - found.length }
    const { messages, last, more } = await readBatch(link, stream, rest, timeLeft(deadline))
    found.push(...messages)
    after = last
    if (!more || found.length >= wanted.limit) return found
  }
}

const isMissing = (error: unknown) => error instanceof Error && 'status' in error && error.status === noResponders

/** See `Bus.history`. */
export const readHistory = async <S extends Stream>(
  link: NatsLink,
  stream: S,
  wanted: Wanted,
  deadline: Deadline,
): Promise<readonly Placed<S>[]> => {
  if (!link.connected()) throw away('NATS is away')
  try {
    return await readAll(link, stream, wanted, deadline).catch(async (error) => {
      // No stream yet, or one of an earlier release that cannot be read directly.
      if (!isMissing(error)) throw error
      await openStream(link, stream)
      return readAll(link, stream, wanted, deadline)
    })
  } catch (cause) {
    throw away(`${stream.name} cannot be read`, cause)
  }
}
