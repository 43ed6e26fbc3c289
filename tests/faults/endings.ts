import type { MeetingEvent } from '@runde/contracts/meeting-events'
import type { NatsConnection } from 'nats'
import { until } from '../support/wait.ts'
import { countEvents, inParallel, readEvents } from './end-state.ts'
import { acknowledgedMeetings, type History } from './history.ts'
import { type Caller, perform } from './operations.ts'

/** Creates that many meetings, `together` at once, that live for so many seconds. */
export const createBrief = (
  caller: Caller,
  prefix: string,
  { count, together, lifetime }: { count: number; together: number; lifetime: number },
) =>
  inParallel(
    Array.from({ length: count }, (_, index) => `${prefix}-${index}`),
    together,
    (key) => perform(caller, { kind: 'create', key, name: key, expires_in: lifetime }, { retries: 8 }),
  )

/** Waits until so many meetings have ended on the stream, or the patience is over; answers every event. */
export const untilEnded = async (nats: NatsConnection, count: number, within: number): Promise<readonly MeetingEvent[]> => {
  const look = async () => (await countEvents(nats, 'meeting_ended')) >= count
  await until(look, { what: `${count} meetings to end`, within, every: 500 }).catch(() => {})
  return readEvents(nats)
}

/** Milliseconds from each meeting's hour to its event, by Redis's clock. */
export const lateness = (history: History, events: readonly MeetingEvent[], type: 'meeting_ending' | 'meeting_ended'): number[] => {
  const hours = new Map(acknowledgedMeetings(history.attempts).map(({ meeting_id, expires_at }) => [meeting_id, expires_at]))
  return events
    .filter((event) => event.type === type)
    .flatMap(({ meeting_id, at }) => Date.parse(at) - (hours.get(meeting_id) ?? Number.NaN))
}
