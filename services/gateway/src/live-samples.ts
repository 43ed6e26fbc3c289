import { type MeetingEvent, meetingEventSubject, meetingEvents } from '@runde/contracts/meeting-events'
import type { WatchedMeeting } from '@runde/contracts/meetings'
import type { Bus } from '@runde/service-kit/bus'
import { within } from '@runde/service-kit/deadline'

/** A moment for every time in the tests of this folder. */
const at = '2026-11-25T18:00:00.000Z'
let published = 0

type Details = { readonly [Type in MeetingEvent['type']]: Omit<Extract<MeetingEvent, { type: Type }>, 'at'> }[MeetingEvent['type']]

/** Publishes an event under an id of its own, so that the tests decide what is repeated. */
export const publishEvent = async (bus: Pick<Bus, 'publish'>, details: Details): Promise<void> => {
  const event = { ...details, at } as MeetingEvent
  await bus.publish(meetingEvents, event, { subject: meetingEventSubject(event), id: `${++published}` }, within(5_000))
}

export const publishJoined = (bus: Pick<Bus, 'publish'>, { meeting_id, version }: { meeting_id: string; version: number }): Promise<void> =>
  publishEvent(bus, {
    ...{ type: 'participant_joined', meeting_id, version },
    ...{ participant_id: 'guest-1', display_name: 'Mira', num_participants: version },
  })

export const watchedMeeting = (meeting_id: string, version: number): WatchedMeeting => ({
  meeting: {
    ...{ meeting_id, name: 'Standup', status: 'open', created_at: at, expires_at: at, max_participants: 50 },
    ...{ locked: false, lobby: false, passcode_required: false, encrypted: false },
    permissions: { microphone: true, camera: true, screen_share: true, chat: true },
  },
  version,
  num_participants: version,
})
