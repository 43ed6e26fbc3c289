import { type Static, Type } from 'typebox'
import { MessageId } from './chat.ts'
import { Permissions } from './meetings.ts'
import type { Stream } from './stream.ts'

/** Why a meeting ends: its hour has come, somebody ended it, or its room could never be made. */
export const EndReason = Type.Union([Type.Literal('expired'), Type.Literal('ended'), Type.Literal('abandoned')])
export type EndReason = Static<typeof EndReason>

const about = {
  meeting_id: Type.String(),
  /** Of the meeting after the change. `<meeting_id>:<version>` names the event: there is exactly one for each change. */
  version: Type.Integer(),
  /** RFC 3339, by Redis's clock. */
  at: Type.String(),
}

/** How many are connected after the change. */
const num_participants = Type.Integer()
const expires_at = Type.String()
/** How many wait after the change. */
const lobbyPlace = { participant_id: Type.String(), display_name: Type.String(), num_waiting: Type.Integer() }
const participant = { participant_id: Type.String(), display_name: Type.String(), num_participants }

/** What has changed about a meeting; types and fields may be added, their meaning never changes. */
export const MeetingEvent = Type.Union([
  Type.Object({ type: Type.Literal('meeting_created'), ...about }),
  /** The room stands on LiveKit for the first time. */
  Type.Object({ type: Type.Literal('meeting_opened'), ...about, room_sid: Type.String() }),
  /** LiveKit had lost the room, and it stands again. */
  Type.Object({ type: Type.Literal('room_replaced'), ...about, room_sid: Type.String() }),
  /** Redis had lost the meeting, and the room's sealed record, or a backup, brought it back. */
  Type.Object({ type: Type.Literal('meeting_restored'), ...about, room_sid: Type.String() }),
  Type.Object({ type: Type.Literal('meeting_extended'), ...about, expires_at }),
  /** A host has given it another name, or changed who gets in. */
  Type.Object({
    type: Type.Literal('meeting_changed'),
    ...about,
    name: Type.Optional(Type.String()),
    locked: Type.Optional(Type.Boolean()),
    lobby: Type.Optional(Type.Boolean()),
    /** Whether there is one now. */
    passcode: Type.Optional(Type.Boolean()),
    permissions: Type.Optional(Permissions),
  }),
  /** Somebody came into the lobby. */
  Type.Object({ type: Type.Literal('participant_waiting'), ...about, ...lobbyPlace }),
  /** A host lets somebody in who waits there. */
  Type.Object({ type: Type.Literal('participant_admitted'), ...about, ...lobbyPlace }),
  Type.Object({ type: Type.Literal('participant_denied'), ...about, ...lobbyPlace, reason: Type.Optional(Type.String()) }),
  Type.Object({ type: Type.Literal('participant_joined'), ...about, ...participant }),
  Type.Object({ type: Type.Literal('participant_left'), ...about, ...participant }),
  /** What was said is not in it: that is gone when the meeting ends, and events are kept for a day. */
  Type.Object({ type: Type.Literal('message_sent'), ...about, message_id: MessageId, participant_id: Type.String() }),
  Type.Object({ type: Type.Literal('ending_soon'), ...about, expires_at, seconds_left: Type.Integer() }),
  /** From here on nobody gets in, and the room is being removed. */
  Type.Object({ type: Type.Literal('meeting_ending'), ...about, reason: EndReason }),
  /** The room is gone. */
  Type.Object({ type: Type.Literal('meeting_ended'), ...about }),
])
export type MeetingEvent = Static<typeof MeetingEvent>

/** Written by room-service's relay out of the outbox; followed by each gateway. */
export const meetingEvents = {
  name: 'RUNDE_EVENTS',
  subjects: 'runde.v1.events.>',
  message: MeetingEvent,
  maxAge: 86_400,
  dedupeWindow: 600,
} as const satisfies Stream

export const meetingEventSubject = ({ meeting_id, type }: MeetingEvent): string => `runde.v1.events.${meeting_id}.${type}`
/** Every event of one meeting. */
export const meetingEventSubjects = (meetingId: string): string => `runde.v1.events.${meetingId}.>`
export const meetingEventId = ({ meeting_id, version }: MeetingEvent): string => `${meeting_id}:${version}`
