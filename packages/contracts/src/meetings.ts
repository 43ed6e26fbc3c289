import { type Static, Type } from 'typebox'
import { meetingIdPattern } from './meeting-id.ts'
import { rpc } from './rpc.ts'

export const MeetingId = Type.String({ pattern: meetingIdPattern, description: '`xxx-xxxx-xxx`', examples: ['7kq-mfxr-2rp'] })

export const Timestamp = Type.String({ format: 'date-time', description: 'RFC 3339, UTC' })

/** `creating` until the room has been on LiveKit once; `ending` from the decision to end until the room is gone from it. */
export const MeetingStatus = Type.Union([Type.Literal('creating'), Type.Literal('open'), Type.Literal('ending'), Type.Literal('ended')])
export type MeetingStatus = Static<typeof MeetingStatus>

/** What somebody may send. Hosts and co-hosts always may; whatever is taken away LiveKit refuses, and stops what is being sent. */
export const Permissions = Type.Object({
  microphone: Type.Boolean(),
  camera: Type.Boolean(),
  /** With its sound. */
  screen_share: Type.Boolean(),
  chat: Type.Boolean(),
})
export type Permissions = Static<typeof Permissions>

export const Meeting = Type.Object({
  meeting_id: MeetingId,
  name: Type.String(),
  status: MeetingStatus,
  created_at: Timestamp,
  expires_at: Timestamp,
  max_participants: Type.Integer(),
  /** Nobody new gets in; hosts do, and whoever was in it before. */
  locked: Type.Boolean(),
  /** Whoever is new waits until a host lets them in. */
  lobby: Type.Boolean(),
  /** Whoever is new must know the passcode. */
  passcode_required: Type.Boolean(),
  /** Browsers encrypt end to end, with a key that no server knows. Fixed when the meeting is created. */
  encrypted: Type.Boolean(),
  /** Of everybody who is neither host nor co-host, unless a host has decided otherwise about them. */
  permissions: Permissions,
})
export type Meeting = Static<typeof Meeting>

/** Seconds. */
export const expiryLimits = { min: 60, default: 86_400, max: 2_592_000 } as const
export const participantLimits = { min: 2, default: 50, max: 50 } as const
/** Characters. */
export const passcodeLimits = { min: 4, max: 64 } as const

/** What a new meeting is to be; checked at the public edge, every field has a default. */
export const NewMeeting = Type.Object({
  name: Type.Optional(Type.String()),
  expires_in: Type.Optional(Type.Integer({ description: 'seconds' })),
  max_participants: Type.Optional(Type.Integer()),
  lobby: Type.Optional(Type.Boolean()),
  passcode: Type.Optional(Type.String()),
  encrypted: Type.Optional(Type.Boolean()),
  /** Requests with the same key make one meeting, and get the first answer for a day. */
  idempotency_key: Type.Optional(Type.String()),
  /** Seconds for which that answer is kept, if not a day. */
  idempotency_keep: Type.Optional(Type.Integer()),
})
export type NewMeeting = Static<typeof NewMeeting>

export const CreatedWithKey = Type.Object({ ...Meeting.properties, host_key: Type.String() })
export type CreatedWithKey = Static<typeof CreatedWithKey>

/**
 * Answers once the meeting is stored and its room stands on LiveKit, with the key that makes its bearer a host: nobody can
 * ask for it again, but by the same idempotency key. Fails with `idempotency_key_reused` when that came with another request.
 */
export const createMeeting = rpc('runde.v1.meetings.create', NewMeeting, CreatedWithKey)

export const MeetingSnapshot = Type.Object({ meeting: Meeting, num_participants: Type.Integer() })
export type MeetingSnapshot = Static<typeof MeetingSnapshot>

/** Fails with `meeting_not_found`; an ended meeting is found, with its status, for a day. */
export const findMeeting = rpc('runde.v1.meetings.find', Type.Object({ meeting_id: Type.String() }), MeetingSnapshot)

export const Admission = Type.Object({
  meeting_id: Type.String(),
  display_name: Type.String(),
  /** The session of an earlier admission: with a valid one the same participant comes back. */
  participant_token: Type.Optional(Type.String()),
  /** Makes the participant a host, for good. */
  host_key: Type.Optional(Type.String()),
  passcode: Type.Optional(Type.String()),
  /** Names the browser, by its cookie: whom a host has banned does not come back in it. */
  browser: Type.Optional(Type.String()),
  /** Admissions with the same key are one: the same participant, the same session. */
  idempotency_key: Type.Optional(Type.String()),
})
export type Admission = Static<typeof Admission>

/** A host came with the meeting's host key, once at least; a co-host was made one by a host. */
export const Role = Type.Union([Type.Literal('host'), Type.Literal('co_host'), Type.Literal('participant')])
export type Role = Static<typeof Role>

export const AdmittedParticipant = Type.Object({
  meeting: Meeting,
  participant_id: Type.String({ examples: ['guest-4vtr8k2m9xwq7hjd'] }),
  participant_token: Type.String(),
  display_name: Type.String(),
  role: Role,
  /** Of this participant, as they are now. */
  permissions: Permissions,
  /** Unix milliseconds, if their hand is up. */
  hand: Type.Optional(Type.Integer()),
})
export type AdmittedParticipant = Static<typeof AdmittedParticipant>

/** A place in the lobby: the session keeps it through a reload, and asking again says that its holder is still there. */
export const WaitingParticipant = Type.Object({
  participant_id: Type.String(),
  participant_token: Type.String(),
  /** When they came. */
  waiting_since: Timestamp,
  /** Whether a host or co-host is connected, who can let them in. */
  host_present: Type.Boolean(),
})
export type WaitingParticipant = Static<typeof WaitingParticipant>

/** Exactly one of them. */
export const AdmissionOutcome = Type.Object({
  admitted: Type.Optional(AdmittedParticipant),
  waiting: Type.Optional(WaitingParticipant),
})
export type AdmissionOutcome = Static<typeof AdmissionOutcome>

export const SeatOfParticipant = Type.Object({ meeting_id: Type.String(), participant_id: Type.String() })

/** Gives back the seat of an admission that led to nothing; whoever has connected keeps theirs. */
export const releaseSeat = rpc('runde.v1.meetings.release', SeatOfParticipant, Type.Object({}))

/**
 * Takes a seat and makes sure that the room stands on LiveKit, or takes a place in the lobby. Fails with `meeting_not_found`,
 * `meeting_ended`, `meeting_full`, `lobby_full`, `meeting_locked`, `passcode_required`, `passcode_wrong`, `admission_denied`,
 * `banned`, or `not_host` for a wrong key.
 */
export const admitParticipant = rpc('runde.v1.meetings.admit', Admission, AdmissionOutcome)

/** When they raised their hand, RFC 3339, UTC; absent: it is down. */
export const Hand = Type.Object({ raised_at: Type.Optional(Timestamp) })
export type Hand = Static<typeof Hand>

/**
 * For whoever is in, about themselves: raises their hand, or lowers it. Raised again it stays where it is in the queue; it goes
 * down when they leave. Fails with `meeting_not_found`, `meeting_ended`, `session_unknown`, `banned`.
 */
export const raiseHand = rpc(
  'runde.v1.meetings.raise-hand',
  Type.Object({ meeting_id: Type.String(), participant_token: Type.Optional(Type.String()), raised: Type.Boolean() }),
  Hand,
)

/** `waiting` until a host has decided. */
export const AdmissionDecision = Type.Union([Type.Literal('waiting'), Type.Literal('admitted'), Type.Literal('denied')])
export type AdmissionDecision = Static<typeof AdmissionDecision>

export const WatchedMeeting = Type.Object({
  meeting: Meeting,
  /** Events up to this version are in it. */
  version: Type.Integer(),
  num_participants: Type.Integer(),
  /** Who is connected; only for a participant of the meeting who has been let in. */
  participants: Type.Optional(Type.Array(Type.Object({ participant_id: Type.String(), display_name: Type.String() }))),
  /** How many wait in the lobby; for the same. */
  num_waiting: Type.Optional(Type.Integer()),
  /** For somebody in the lobby: whether they still wait, and what a host said to them who did not let them in. */
  admission: Type.Optional(Type.Object({ decision: AdmissionDecision, reason: Type.Optional(Type.String()) })),
})
export type WatchedMeeting = Static<typeof WatchedMeeting>

/** The meeting for somebody who follows its events. Fails with `meeting_not_found`, or `session_unknown` when a session is given and not of this meeting. */
export const watchMeeting = rpc(
  'runde.v1.meetings.watch',
  Type.Object({ meeting_id: Type.String(), participant_token: Type.Optional(Type.String()) }),
  WatchedMeeting,
)
