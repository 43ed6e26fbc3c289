import { type MeetingEvent, meetingEvents } from '@runde/contracts/meeting-events'
import type { Bus } from '@runde/service-kit/bus'

/** An event with its place on the stream, which a browser names to go on from there. */
export interface PlacedEvent {
  readonly event: MeetingEvent
  readonly place: number
}

export interface Listener {
  readonly onEvent: (placed: PlacedEvent) => void
  /** Places mean nothing any more: whoever listens looks at the meeting anew. */
  readonly onLost: () => void
}

export interface EventHub extends AsyncDisposable {
  /** Of the newest event that has been handed on. */
  readonly place: number
  /** How many listen to the meeting. */
  listenersOf(meetingId: string): number
  /** Hears every event of the meeting from now on. */
  listen(meetingId: string, listener: Listener): Disposable
}

/** Follows the events of all meetings once, and hands each to those who listen to its meeting. */
export const startEventHub = async ({ bus }: { readonly bus: Pick<Bus, 'follow'> }): Promise<EventHub> => {
  const byMeeting = new Map<string, Set<Listener>>()
  let place = 0
  const following = await bus.follow(
    meetingEvents,
    (placed) => {
      place = placed.place
      for (const { onEvent } of byMeeting.get(placed.message.meeting_id) ?? []) onEvent({ event: placed.message, place })
    },
    () => {
      place = 0
      for (const { onLost } of [...byMeeting.values()].flatMap((listeners) => [...listeners])) onLost()
    },
  )
  place = Math.max(place, following.from)

  return {
    get place() {
      return place
    },
    listenersOf: (meetingId) => byMeeting.get(meetingId)?.size ?? 0,
    listen(meetingId, listener) {
      const listeners = byMeeting.get(meetingId) ?? new Set()
      byMeeting.set(meetingId, listeners.add(listener))
      return {
        [Symbol.dispose]() {
          listeners.delete(listener)
          if (listeners.size === 0 && byMeeting.get(meetingId) === listeners) byMeeting.delete(meetingId)
        },
      }
    },
    [Symbol.asyncDispose]: () => following[Symbol.asyncDispose](),
  }
}
