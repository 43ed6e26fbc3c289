import { RundeError } from '@runde/contracts/errors'
import { meetingEventSubjects, meetingEvents } from '@runde/contracts/meeting-events'
import { type WatchedMeeting, watchMeeting } from '@runde/contracts/meetings'
import type { Bus } from '@runde/service-kit/bus'
import { within } from '@runde/service-kit/deadline'
import type { LiveEvent } from './as-live-event.ts'
import type { EventHub, PlacedEvent } from './event-hub.ts'
import { createEventQueue } from './event-queue.ts'
import type { Position } from './live-frames.ts'
import { createTeller, type Next } from './live-teller.ts'
import type { ReadMessage } from './message-reader.ts'

export interface Deps {
  readonly bus: Pick<Bus, 'request' | 'history'>
  readonly hub: Pick<EventHub, 'place' | 'listen'>
  readonly readMessage: ReadMessage
  /** Milliseconds that an event may take from the store to the stream before it counts as lost. */
  readonly relayPatience?: number
}

export interface Wanted {
  readonly meetingId: string
  /** With the session of a participant the others are named. */
  readonly participantToken?: string | undefined
  /** Where the browser left off. */
  readonly after?: Position | undefined
}

/** Where the feed goes. `end` is called at most once, when there is nothing more to tell or telling has failed. */
export interface Reader {
  readonly tell: (event: LiveEvent, position: Position) => void
  readonly end: () => void
}

/** Events that a browser may have missed, and that fit between it and us; after more it is told how the meeting is now. */
const longestGap = 200
/** Milliseconds for one question on the bus. */
const patience = 4_000
const defaultRelayPatience = 5_000

const isOver = ({ meeting: { status } }: WatchedMeeting) => status === 'ending' || status === 'ended'

/** What was stored since the browser left; undefined when that cannot be told: no position, one of a lost past, or too much. */
const readMissed = async (
  { bus }: Pick<Deps, 'bus'>,
  { meetingId, after }: Wanted,
  { version }: WatchedMeeting,
): Promise<readonly PlacedEvent[] | undefined> => {
  if (after === undefined || after.version > version) return undefined
  const query = { subjects: meetingEventSubjects(meetingId), after: after.place, limit: longestGap + 1 }
  const stored = await bus.history(meetingEvents, query, within(patience))
  return stored.length > longestGap ? undefined : stored.map(({ message, place }) => ({ event: message, place }))
}

/**
 * The events of one meeting for one browser, in order, none missing and none twice. Resolves when it is known how it begins;
 * disposing ends it.
 * @throws RundeError `meeting_not_found`, `meeting_ended`, `session_unknown`, `banned`, `unavailable`: then nothing has been told
 */
export const openLiveFeed = async (deps: Deps, wanted: Wanted, reader: Reader): Promise<Disposable> => {
  const { bus, hub, readMessage, relayPatience = defaultRelayPatience } = deps
  const { meetingId, participantToken, after } = wanted
  const session = participantToken === undefined ? {} : { participant_token: participantToken }
  const look = () => bus.request(watchMeeting, { meeting_id: meetingId, ...session }, within(patience))
  let due: NodeJS.Timeout | undefined
  const stop = () => {
    clearTimeout(due)
    queue[Symbol.dispose]()
    listening[Symbol.dispose]()
  }
  const end = () => {
    stop()
    reader.end()
  }
  const teller = createTeller({
    hub,
    look,
    tell: reader.tell,
    readMessage: (messageId) => readMessage(meetingId, messageId),
    self: participantToken?.split('.')[0],
  })
  const queue = createEventQueue<Next>(teller.tell, end)
  // From now on nothing is missed; what comes waits until it is known how to begin.
  const listening = hub.listen(meetingId, { onEvent: queue.put, onLost: () => queue.put('lost') })
  try {
    const watched = await look()
    const missed = await readMissed(deps, wanted, watched)
    const toldOfTheEnd = missed?.some(({ event }) => event.type === 'meeting_ending')
    if (isOver(watched) && !toldOfTheEnd) throw new RundeError('meeting_ended', 'The meeting has ended.')
    if (missed && after) {
      teller.goOnFrom(after, watched)
      due = setTimeout(() => queue.put({ due: watched.version }), relayPatience)
    } else teller.snapshot(watched)
    queue.start(missed ?? [])
  } catch (error) {
    stop()
    throw error
  }
  return { [Symbol.dispose]: stop }
}
