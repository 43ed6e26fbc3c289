import { meetingEventId, meetingEventSubject, meetingEvents } from '@runde/contracts/meeting-events'
import type { Bus } from '@runde/service-kit/bus'
import { within } from '@runde/service-kit/deadline'
import { counter } from '../count.ts'
import type { Meetings, OutboxEntry } from '../ports/meetings.ts'
import { asMeetingEvent } from './as-meeting-event.ts'

export interface Deps {
  readonly meetings: Pick<Meetings, 'outbox' | 'published'>
  readonly bus: Pick<Bus, 'publish'>
}

/** Entries in one go; all of them are on their way at once, in their order. */
const batch = 100
/** Milliseconds for storing one event. */
const patience = 2_000

/** Publishes what waits in a shard's outbox, oldest first; answers how many events were stored. Repeats are recognised by their id. */
export const relayOutbox = ({ meetings, bus }: Deps) => {
  const published = counter('runde.events.published', 'Events that the relay has stored on the stream')
  const publish = async (entry: OutboxEntry): Promise<string> => {
    const event = asMeetingEvent(entry)
    await bus.publish(meetingEvents, event, { subject: meetingEventSubject(event), id: meetingEventId(event) }, within(patience))
    return entry.id
  }
  return async (shard: number): Promise<number> => {
    const entries = await meetings.outbox(shard, batch)
    const results = await Promise.allSettled(entries.map(publish))
    const stored = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    // What is forgotten is on the stream; what failed stays, and comes again.
    await meetings.published(shard, stored)
    published.add(stored.length)
    const failed = results.find((result) => result.status === 'rejected')
    if (failed) throw failed.reason
    return stored.length
  }
}
