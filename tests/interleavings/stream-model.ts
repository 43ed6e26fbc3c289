import type { MeetingEvent } from '@runde/contracts/meeting-events'
import type { Bus } from '@runde/service-kit/bus'

export interface StreamModel {
  readonly bus: Pick<Bus, 'publish'>
  /** What is stored of one meeting, in the order of storing. */
  readonly eventsOf: (meetingId: string) => readonly MeetingEvent[]
  /** Ids that came again with another content: an event that nobody will ever see. */
  readonly swallowed: readonly string[]
}

/** The stream of meeting events: whatever comes with a known id is acknowledged and not stored again. */
export const streamModel = (): StreamModel => {
  const stored = new Map<string, string>()
  const byMeeting = new Map<string, MeetingEvent[]>()
  const swallowed: string[] = []
  return {
    swallowed,
    eventsOf: (meetingId) => byMeeting.get(meetingId) ?? [],
    bus: {
      async publish(_stream, message, { id }) {
        const event = message as unknown as MeetingEvent
        const text = JSON.stringify(event)
        const known = stored.get(id)
        if (known !== undefined) {
          if (known !== text) swallowed.push(id)
          return
        }
        stored.set(id, text)
        byMeeting.set(event.meeting_id, [...(byMeeting.get(event.meeting_id) ?? []), event])
      },
    },
  }
}
