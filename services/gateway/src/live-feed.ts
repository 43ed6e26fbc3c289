import { RundeError } from '@runde/contracts/errors'
import { meetingEventSubjects, meetingEvents } from '@runde/contracts/meeting-events'
import { type WatchedMeeting, watchMeeting } from '@runde/contracts/meetings'
import type { Bus } from '@runde/service-kit/bus'
import { within } from '@runde/service-kit/deadline'
import { asLiveEvent, asSnapshot, type LiveEvent } from './as-live-event.ts'
import type { EventHub, PlacedEvent } from './event-hub.ts'

export interface Deps {
  readonly bus: Pick<Bus, 'request' | 'history'>
  readonly hub: Pick<EventHub, 'place' | 'listen'>
}

export interface Wanted {
  readonly meetingId: string
  /** With the session of a participant the others are named. */
  readonly participantToken?: string | undefined
  /** Where the browser left off. */
  readonly after?: number | undefined
}

/** Where the feed goes. `end` is called at most once, when there is nothing more to tell or telling has failed. */
export interface Reader {
  readonly tell: (event: LiveEvent, place: number) => void
  readonly end: () => void
}

/** Events that a browser may have missed; after more of them it is told how the meeting is now. */
const longestGap = 500
/** Milliseconds for one question on the bus. */
const patience = 4_000

type Next = PlacedEvent | 'lost'

const isOver = ({ meeting: { status } }: WatchedMeeting) => status === 'ending' || status === 'ended'

/** What one browser has been told so far, and so what is news to it. */
const createTeller = ({ hub }: Pick<Deps, 'hub'>, reader: Reader, named: boolean, look: () => Promise<WatchedMeeting>) => {
  /** Of the last event that was told or is in a snapshot; and the version that the snapshot had. */
  let place = hub.place
  let known = 0
  const snapshot = (watched: WatchedMeeting) => {
    known = watched.version
    reader.tell(asSnapshot(watched), place)
  }
  return {
    snapshot,
    goOnFrom(last: number) {
      place = last
    },
    /** True when there is nothing more to tell. */
    async tell(next: Next): Promise<boolean> {
      if (next === 'lost') {
        place = hub.place
        snapshot(await look())
        return false
      }
      const { event } = next
      if (next.place <= place) return false
      place = next.place
      // What a snapshot holds already is no news; but the end is what everybody waits for.
      if (event.version <= known && event.type !== 'meeting_ending') return false
      const telling = asLiveEvent(event, named)
      if (telling === 'look') snapshot(await look())
      else if (telling !== 'nothing') reader.tell(telling, place)
      return typeof telling === 'object' && telling.name === 'ended'
    },
  }
}

/** Tells one after the other: a look at the meeting must not be overtaken by what comes after it. Begins with `start`. */
const createQueue = (tell: (next: Next) => Promise<boolean>, end: () => void) => {
  const waiting: Next[] = []
  let running = true
  let over = false
  const run = async () => {
    for (let next = waiting.shift(); next !== undefined && !over; next = waiting.shift()) {
      if (!(await tell(next))) continue
      over = true
      end()
    }
  }
  const flow = () => {
    if (running || over) return
    running = true
    // The browser comes back, and goes on after the last thing it was told.
    run()
      .catch(end)
      .finally(() => {
        running = false
        if (waiting.length > 0) flow()
      })
  }
  return {
    put(next: Next) {
      waiting.push(next)
      flow()
    },
    start(first: readonly Next[]) {
      waiting.unshift(...first)
      running = false
      flow()
    },
    stop() {
      over = true
    },
  }
}

/** What was stored since the browser left; undefined when that cannot be told: no place, a foreign one, or too much. */
const readMissed = async ({ bus, hub }: Deps, { meetingId, after }: Wanted): Promise<readonly PlacedEvent[] | undefined> => {
  if (after === undefined || after > hub.place) return undefined
  const query = { subjects: meetingEventSubjects(meetingId), after, limit: longestGap + 1 }
  const stored = await bus.history(meetingEvents, query, within(patience))
  return stored.length > longestGap ? undefined : stored.map(({ message, place }) => ({ event: message, place }))
}

/**
 * The events of one meeting for one browser, in order, none missing and none twice. Resolves when it is known how it begins;
 * disposing ends it.
 * @throws RundeError `meeting_not_found`, `meeting_ended`, `session_unknown`, `unavailable`: then nothing has been told
 */
export const openLiveFeed = async (deps: Deps, wanted: Wanted, reader: Reader): Promise<Disposable> => {
  const { bus, hub } = deps
  const { meetingId, participantToken, after = 0 } = wanted
  const session = participantToken === undefined ? {} : { participant_token: participantToken }
  const look = () => bus.request(watchMeeting, { meeting_id: meetingId, ...session }, within(patience))
  const stop = () => {
    queue.stop()
    listening[Symbol.dispose]()
  }
  const end = () => {
    stop()
    reader.end()
  }
  const teller = createTeller(deps, reader, participantToken !== undefined, look)
  const queue = createQueue(teller.tell, end)
  // From now on nothing is missed; what comes waits until it is known how to begin.
  const listening = hub.listen(meetingId, { onEvent: queue.put, onLost: () => queue.put('lost') })
  try {
    const watched = await look()
    const missed = await readMissed(deps, wanted)
    const toldOfTheEnd = missed?.some(({ event }) => event.type === 'meeting_ending')
    if (isOver(watched) && !toldOfTheEnd) throw new RundeError('meeting_ended', 'The meeting has ended.')
    if (missed) teller.goOnFrom(after)
    else teller.snapshot(watched)
    queue.start(missed ?? [])
  } catch (error) {
    stop()
    throw error
  }
  return { [Symbol.dispose]: stop }
}
