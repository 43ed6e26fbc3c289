import { type Static, Type } from 'typebox'
import { ChatMessage } from './chat.ts'
import { EndReason } from './meeting-events.ts'
import { AdmissionDecision, Meeting, MeetingId, MeetingStatus } from './meetings.ts'

const { name, expires_at, max_participants, locked, lobby, passcode_required, permissions, encrypted } = Meeting.properties
const num_waiting = Type.Integer({ description: 'people in the lobby' })
const num_participants = Type.Integer({ description: 'people connected now' })

/** Somebody who is connected. */
export const ConnectedParticipant = Type.Object({ participant_id: Type.String(), display_name: Type.String() })
export type ConnectedParticipant = Static<typeof ConnectedParticipant>

/** Data of the server-sent events of a meeting, by event name. Names of people go only to participants of the meeting. */
export const liveEvents = {
  /** The meeting as it is: first of all, and after every change of it. */
  meeting: Type.Object({
    meeting_id: MeetingId,
    name,
    status: MeetingStatus,
    expires_at,
    max_participants,
    locked,
    lobby,
    passcode_required,
    permissions,
    encrypted,
    num_participants,
    participants: Type.Optional(Type.Array(ConnectedParticipant)),
    num_waiting: Type.Optional(num_waiting),
  }),
  /** Somebody came or went. */
  participants: Type.Object({
    num_participants,
    joined: Type.Optional(ConnectedParticipant),
    left: Type.Optional(ConnectedParticipant),
  }),
  /** Somebody came into the lobby or was decided about; for participants who are in. */
  lobby: Type.Object({ num_waiting }),
  /** For somebody who waits: what a host has decided about them, after which they join again; or that nobody has yet. */
  admission: Type.Object({ decision: AdmissionDecision, reason: Type.Optional(Type.String()) }),
  /** Somebody has said something in the chat; for participants who are in. */
  message: ChatMessage,
  /** Ten and two minutes before the end. */
  ending_soon: Type.Object({ expires_at, seconds_left: Type.Integer() }),
  /** The last event: the meeting is over for everybody. */
  ended: Type.Object({ reason: EndReason }),
} as const

export type LiveEvents = { readonly [Name in keyof typeof liveEvents]: Static<(typeof liveEvents)[Name]> }
export type LiveEventName = keyof LiveEvents
