import { type Static, Type } from 'typebox'
import { meetingIdPattern } from './meeting-id.ts'
import { rpc } from './rpc.ts'

export const MeetingId = Type.String({ pattern: meetingIdPattern, description: '`xxx-xxxx-xxx`', examples: ['7kq-mfxr-2rp'] })

const Timestamp = Type.String({ format: 'date-time', description: 'RFC 3339, UTC' })

/** `creating` until the room has been on LiveKit once; `ending` from the decision to end until the room is gone from it. */
export const MeetingStatus = Type.Union([Type.Literal('creating'), Type.Literal('open'), Type.Literal('ending'), Type.Literal('ended')])
export type MeetingStatus = Static<typeof MeetingStatus>

export const Meeting = Type.Object({
  meeting_id: MeetingId,
  name: Type.String(),
  status: MeetingStatus,
  created_at: Timestamp,
  expires_at: Timestamp,
  max_participants: Type.Integer(),
})
export type Meeting = Static<typeof Meeting>

/** Seconds. */
export const expiryLimits = { min: 60, default: 86_400, max: 2_592_000 } as const
export const participantLimits = { min: 2, default: 50, max: 50 } as const

/** What a new meeting is to be; checked at the public edge, every field has a default. */
export const NewMeeting = Type.Object({
  name: Type.Optional(Type.String()),
  expires_in: Type.Optional(Type.Integer({ description: 'seconds' })),
  max_participants: Type.Optional(Type.Integer()),
  /** Requests with the same key make one meeting, and get the first answer for a day. */
  idempotency_key: Type.Optional(Type.String()),
  /** Seconds for which that answer is kept, if not a day. */
  idempotency_keep: Type.Optional(Type.Integer()),
})
export type NewMeeting = Static<typeof NewMeeting>

/** Answers once the meeting is stored and its room stands on LiveKit. Fails with `idempotency_key_reused` when the key came with another request. */
export const createMeeting = rpc('runde.v1.meetings.create', NewMeeting, Meeting)

export const MeetingSnapshot = Type.Object({ meeting: Meeting, num_participants: Type.Integer() })
export type MeetingSnapshot = Static<typeof MeetingSnapshot>

/** Fails with `meeting_not_found`; an ended meeting is found, with its status, for a day. */
export const findMeeting = rpc('runde.v1.meetings.find', Type.Object({ meeting_id: Type.String() }), MeetingSnapshot)

export const Admission = Type.Object({
  meeting_id: Type.String(),
  display_name: Type.String(),
  /** The session of an earlier admission: with a valid one the same participant comes back. */
  participant_token: Type.Optional(Type.String()),
  /** Admissions with the same key are one: the same participant, the same session. */
  idempotency_key: Type.Optional(Type.String()),
})
export type Admission = Static<typeof Admission>

export const AdmittedParticipant = Type.Object({
  meeting: Meeting,
  participant_id: Type.String({ examples: ['guest-4vtr8k2m9xwq7hjd'] }),
  participant_token: Type.String(),
  display_name: Type.String(),
})
export type AdmittedParticipant = Static<typeof AdmittedParticipant>

export const SeatOfParticipant = Type.Object({ meeting_id: Type.String(), participant_id: Type.String() })

/** Gives back the seat of an admission that led to nothing; whoever has connected keeps theirs. */
export const releaseSeat = rpc('runde.v1.meetings.release', SeatOfParticipant, Type.Object({}))

/** Takes a seat and makes sure that the room stands on LiveKit. Fails with `meeting_not_found`, `meeting_ended` or `meeting_full`. */
export const admitParticipant = rpc('runde.v1.meetings.admit', Admission, AdmittedParticipant)

export const Extension = Type.Object({ meeting_id: Type.String(), expires_in: Type.Integer({ description: 'seconds from now' }) })

/** Moves the end, earlier or later. Fails with `meeting_not_found` or `meeting_ended`. */
export const extendMeeting = rpc('runde.v1.meetings.extend', Extension, Meeting)

/** Ends the meeting for everybody; ending twice is ending once. Fails with `meeting_not_found`. */
export const endMeeting = rpc('runde.v1.meetings.end', Type.Object({ meeting_id: Type.String() }), Meeting)

export const WatchedMeeting = Type.Object({
  meeting: Meeting,
  /** Events up to this version are in it. */
  version: Type.Integer(),
  num_participants: Type.Integer(),
  /** Who is connected; only for a participant of the meeting. */
  participants: Type.Optional(Type.Array(Type.Object({ participant_id: Type.String(), display_name: Type.String() }))),
})
export type WatchedMeeting = Static<typeof WatchedMeeting>

/** The meeting for somebody who follows its events. Fails with `meeting_not_found`, or `session_unknown` when a session is given and not of this meeting. */
export const watchMeeting = rpc(
  'runde.v1.meetings.watch',
  Type.Object({ meeting_id: Type.String(), participant_token: Type.Optional(Type.String()) }),
  WatchedMeeting,
)
