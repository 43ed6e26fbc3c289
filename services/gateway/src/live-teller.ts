import type { ChatMessage } from '@runde/contracts/chat'
import type { WatchedMeeting } from '@runde/contracts/meetings'
import { asLiveEvent, asSnapshot, type LiveEvent } from './as-live-event.ts'
import type { EventHub, PlacedEvent } from './event-hub.ts'
import type { Position } from './live-frames.ts'

/** What may come next: an event; the loss of the stream; or the moment by which a version must have come. */
export type Next = PlacedEvent | 'lost' | { readonly due: number }

export interface Deps {
  readonly hub: Pick<EventHub, 'place'>
  /** The meeting as it is now. */
  readonly look: () => Promise<WatchedMeeting>
  readonly tell: (event: LiveEvent, position: Position) => void
  /** What was said; undefined when it is gone. */
  readonly readMessage: (messageId: string) => Promise<ChatMessage | undefined>
  /** Who that is. */
  readonly self?: string | undefined
}

/**
 * What one browser has been told, and so what is news to it. Each change of a meeting has the next version: a version that
 * is missing (the stream keeps a day, and loses what NATS loses; the relay may repeat a failed one after its successor) shows,
 * and then the browser is told how the meeting is now.
 */
export const createTeller = ({ hub, look, tell, readMessage, self }: Deps) => {
  let at: Position = { place: hub.place, version: 0 }
  // Whoever waits in the lobby has a session, and knows nobody's name.
  let named = false

  const snapshot = (watched: WatchedMeeting) => {
    at = { place: at.place, version: watched.version }
    named = watched.participants !== undefined
    tell(asSnapshot(watched), at)
    if (watched.admission) tell({ name: 'admission', data: watched.admission }, at)
  }
  const lookAgain = async (place: number) => {
    const watched = await look()
    at = { place, version: at.version }
    snapshot(watched)
  }

  const tellEvent = async ({ event, place }: PlacedEvent): Promise<boolean> => {
    const { version } = event
    const [isNews, isNext] = [version > at.version, version === at.version + 1]
    // Whoever has gone may have been removed: then looking is refused, and the names of the others are theirs no more.
    const isOwnLeaving = event.type === 'participant_left' && event.participant_id === self
    const telling = isOwnLeaving ? 'look' : asLiveEvent(event, { named, self })
    // The end is what everybody waits for, even if a snapshot has told of it.
    const isEnd = typeof telling === 'object' && 'name' in telling && telling.name === 'ended'
    // A meeting that comes back out of its room's record may have a lower version than before.
    if (!isNews && !isEnd && event.type !== 'meeting_restored') return false
    if (telling === 'look' || (!isNext && !isEnd)) {
      await lookAgain(place)
      return false
    }
    const message = typeof telling === 'object' && 'read' in telling ? await readMessage(telling.read) : undefined
    at = { place, version }
    if (message) tell({ name: 'message', data: message }, at)
    else if (typeof telling === 'object' && 'name' in telling) tell(telling, at)
    return isEnd
  }

  return {
    snapshot,
    /** `watched`: how the meeting is now, which tells who is listening. */
    goOnFrom(position: Position, watched: WatchedMeeting) {
      at = position
      named = watched.participants !== undefined
    },
    /** True when there is nothing more to tell. */
    async tell(next: Next): Promise<boolean> {
      if (next === 'lost') await lookAgain(hub.place)
      else if ('event' in next) return tellEvent(next)
      else if (at.version < next.due) await lookAgain(at.place)
      return false
    },
  }
}
