import type { LiveEventName, LiveEvents } from '@runde/contracts/live'
import type { MeetingEvent } from '@runde/contracts/meeting-events'
import type { WatchedMeeting } from '@runde/contracts/meetings'

/** What a browser is told, by the names of the contract. */
export type LiveEvent = { readonly [Name in LiveEventName]: { readonly name: Name; readonly data: LiveEvents[Name] } }[LiveEventName]

/** What comes of an event of the stream: something to tell, a message to read, a look at the meeting as it is now, or nothing for browsers. */
export type Telling = LiveEvent | { readonly read: string } | 'look' | 'nothing'

type Coming = Extract<MeetingEvent, { type: 'participant_joined' | 'participant_left' }>
type Decided = Extract<MeetingEvent, { type: 'participant_waiting' | 'participant_admitted' | 'participant_denied' }>

const participants = ({ type, participant_id, display_name, num_participants }: Coming, named: boolean): LiveEvent => {
  const person = { participant_id, display_name }
  const who = type === 'participant_joined' ? { joined: person } : { left: person }
  return { name: 'participants', data: { num_participants, ...(named ? who : {}) } }
}

const decisions = { participant_admitted: 'admitted', participant_denied: 'denied' } as const

/** Whoever is in hears how many wait, whoever waits what was decided about them, and nobody else anything. */
const lobby = (event: Decided, { named, self }: Listening): Telling => {
  if (event.participant_id === self && event.type !== 'participant_waiting') {
    const reason = event.type === 'participant_denied' ? event.reason : undefined
    return { name: 'admission', data: { decision: decisions[event.type], ...(reason !== undefined && { reason }) } }
  }
  return named ? { name: 'lobby', data: { num_waiting: event.num_waiting } } : 'nothing'
}

export interface Listening {
  /** The browser belongs to a participant who has been let in, and may know the others by name. */
  readonly named: boolean
  /** Whose session the browser has shown. */
  readonly self: string | undefined
}

export const asLiveEvent = (event: MeetingEvent, listening: Listening): Telling => {
  switch (event.type) {
    case 'participant_joined':
    case 'participant_left':
      return participants(event, listening.named)
    case 'participant_waiting':
    case 'participant_admitted':
    case 'participant_denied':
      return lobby(event, listening)
    case 'message_sent':
      return listening.named ? { read: event.message_id } : 'nothing'
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

export const asSnapshot = ({ meeting, num_participants, participants: people, num_waiting = 0 }: WatchedMeeting): LiveEvent => {
  const { meeting_id, name, status, expires_at, max_participants, locked, lobby, passcode_required, permissions, encrypted } = meeting
  const known = {
    ...{ meeting_id, name, status, expires_at, max_participants, locked, lobby, passcode_required, permissions, encrypted },
    num_participants,
  }
  return { name: 'meeting', data: people ? { ...known, participants: people, num_waiting } : known }
}
