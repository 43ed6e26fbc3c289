import { type MeetingEvent, meetingEventSubjects, meetingEvents } from '@runde/contracts/meeting-events'
import type { Redis } from 'ioredis'
import type { NatsConnection } from 'nats'
import { insideClient } from '../support/inside.ts'
import type { EndState, Found } from './checker.ts'
import { acknowledgedMeetings, newHistory } from './history.ts'
import { type Caller, isOpen, perform } from './operations.ts'

/** Meetings that are asked for at once. */
const atOnce = 16

export const inParallel = async <T, R>(all: readonly T[], limit: number, work: (one: T) => Promise<R>): Promise<R[]> => {
  const results: R[] = []
  let next = 0
  const lane = async () => {
    for (let index = next++; index < all.length; index = next++) results[index] = await work(all[index] as T)
  }
  await Promise.all(Array.from({ length: Math.min(limit, all.length) }, lane))
  return results
}

/** Asks until there is a definite answer; these questions are not part of the history. */
const find = async (balancer: Caller['balancer'], meeting_id: string): Promise<Found> => {
  const { outcome } = await perform({ balancer, history: newHistory() }, { kind: 'exists', meeting_id }, { retries: 8 })
  if (isOpen(outcome)) throw new Error(`${meeting_id} cannot be asked for at the end: ${JSON.stringify(outcome)}`)
  if (outcome.type === 'acknowledged') return 'live'
  return outcome.type === 'refused' && outcome.status === 410 ? 'ended' : 'missing'
}

/** Key of every meeting in the store, by its id. Only a test may scan. */
export const storedMeetings = async (redis: Redis): Promise<ReadonlyMap<string, string>> => {
  const found = new Map<string, string>()
  for await (const keys of redis.scanStream({ match: '{s*}:m:*', count: 1_000 }) as AsyncIterable<string[]>) {
    for (const key of keys) found.set(key.split(':').at(-1) ?? '', key)
  }
  return found
}

/** Events that wait in outboxes. */
export const waitingEvents = async (redis: Redis): Promise<number> => {
  let waiting = 0
  for await (const keys of redis.scanStream({ match: '{s*}:out', count: 1_000 }) as AsyncIterable<string[]>) {
    for (const key of keys) waiting += await redis.xlen(key)
  }
  return waiting
}

export const connectToNats = (natsUrl: string): Promise<NatsConnection> =>
  insideClient(natsUrl, { maxReconnectAttempts: -1, waitOnFirstConnect: true })

/** What is stored of the subject, the whole stream without one, in its order; nothing while the stream has not been made. */
export const readEvents = async (nats: NatsConnection, subject: string = meetingEvents.subjects): Promise<MeetingEvent[]> => {
  const manager = await nats.jetstreamManager()
  const exists = await manager.streams.info(meetingEvents.name).catch(() => undefined)
  const events: MeetingEvent[] = []
  if (!exists) return events
  const consumer = await nats.jetstream().consumers.get(meetingEvents.name, { filterSubjects: subject })
  for (let left = (await consumer.info()).num_pending; left > 0; ) {
    const batch = await consumer.fetch({ max_messages: Math.min(left, 500), expires: 10_000 })
    const before = left
    for await (const message of batch) {
      events.push(message.json<MeetingEvent>())
      left -= 1
    }
    if (left === before) throw new Error(`${left} events of the stream could not be read`)
  }
  return events
}

/** How many events of a type are on the stream. */
export const countEvents = async (nats: NatsConnection, type: MeetingEvent['type']): Promise<number> => {
  const filterSubjects = `${meetingEventSubjects('*').slice(0, -1)}${type}`
  const consumer = await nats.jetstream().consumers.get(meetingEvents.name, { filterSubjects })
  return (await consumer.info()).num_pending
}

export interface Sources extends Caller {
  readonly redis: Redis
  readonly nats: NatsConnection
}

/** Names as the callers gave them; a name of its own tells which key a meeting was made for. */
const describe = async ({ redis, balancer }: Sources, meeting_id: string, keys: ReadonlyMap<string, string>) => {
  const [n, name] = await redis.hmget(keys.get(meeting_id) ?? '', 'n', 'name')
  return { meeting_id, name: n ?? name ?? '', found: await find(balancer, meeting_id) }
}

export const readEndState = async (sources: Sources): Promise<EndState> => {
  const { balancer, history, redis, nats } = sources
  const ids = acknowledgedMeetings(history.attempts).map(({ meeting_id }) => meeting_id)
  const found = await inParallel(ids, atOnce, async (id) => [id, await find(balancer, id)] as const)
  const acknowledged = new Map(found)
  const keys = await storedMeetings(redis)
  const unknown = [...keys].filter(([id]) => !acknowledged.has(id)).map(([id]) => id)
  const others = await inParallel(unknown, atOnce, (id) => describe(sources, id, keys))
  return { acknowledged, others, events: await readEvents(nats) }
}
