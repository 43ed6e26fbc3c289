import type { LiveEventName, LiveEvents } from '@runde/contracts/live'
import type { MeetingEvent } from '@runde/contracts/meeting-events'
import type { WatchedMeeting } from '@runde/contracts/meetings'

/** What a browser is told, by the names of the contract. */
export type LiveEvent = { readonly [Name in LiveEventName]: { readonly name: Name; readonly data: LiveEvents[Name] } }[LiveEventName]

/** What comes of an event of the stream: something to tell, a look at the meeting as it is now, or nothing for browsers. */
export type Telling = LiveEvent | 'look' | 'nothing'

type Coming = Extract<MeetingEvent, { type: 'participant_joined' | 'participant_left' }>

const participants = ({ type, participant_id, display_name, num_participants }: Coming, named: boolean): LiveEvent => {
  const person = { participant_id, display_name }
  const who = type === 'participant_joined' ? { joined: person } : { left: person }
  return { name: 'participants', data: { num_participants, ...(named ? who : {}) } }
}

/** `named`: the browser belongs to a participant of the meeting, who may know the others by name. */
export const asLiveEvent = (event: MeetingEvent, named: boolean): Telling => {
  switch (event.type) {
    case 'participant_joined':
    case 'participant_left':
      return participants(event, named)
    case 'ending_soon':
      return { name: 'ending_soon', data: { expires_at: event.expires_at, seconds_left: event.seconds_left } }
    case 'meeting_ending':
      return { name: 'ended', data: { reason: event.reason } }
    case 'meeting_opened':
    case 'meeting_extended':
    case 'meeting_changed':
    case 'room_replaced':
    case 'meeting_restored':
      return 'look'
    default:
      return 'nothing'
  }
}

export const asSnapshot = ({ meeting, num_participants, participants: people }: WatchedMeeting): LiveEvent => {
  const { meeting_id, name, status, expires_at, max_participants, locked } = meeting
  const known = { meeting_id, name, status, expires_at, max_participants, locked, num_participants }
  return { name: 'meeting', data: people ? { ...known, participants: people } : known }
}
