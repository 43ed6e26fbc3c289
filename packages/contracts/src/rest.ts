import { type Static, Type } from 'typebox'
import { PartHealth } from './health.ts'
import { listParticipants, MeetingSettings, MutableSource, muteParticipants, readAudit, setRole } from './host-operations.ts'
import { expiryLimits, Meeting, MeetingId, MeetingStatus, participantLimits, Role } from './meetings.ts'
import { PersonText } from './text.ts'

/** Unknown fields are refused at the public edge: a typo must not be taken for a default. */
const strict = { additionalProperties: false } as const

const meetingName = PersonText(200, 'shown to everybody who joins; default `Meeting <id>`')
const expiresIn = (about: object = {}) =>
  Type.Integer({
    minimum: expiryLimits.min,
    maximum: expiryLimits.max,
    description: 'seconds from now until the meeting ends',
    ...about,
  })

/** Body of `create`; may be left out. */
export const CreateBody = Type.Object(
  {
    name: Type.Optional(meetingName),
    expires_in: Type.Optional(expiresIn({ default: expiryLimits.default })),
    max_participants: Type.Optional(
      Type.Integer({ minimum: participantLimits.min, maximum: participantLimits.max, default: participantLimits.default }),
    ),
  },
  strict,
)
export type CreateBody = Static<typeof CreateBody>

const { created_at, expires_at, name, max_participants, locked } = Meeting.properties

export const CreatedMeeting = Type.Object({
  meeting_id: MeetingId,
  meeting_url: Type.String({ format: 'uri', description: 'the link to share' }),
  created_at,
  expires_at,
  host_key: Type.String({ description: 'makes its bearer a host; kept by nobody else, so keep it secret and safe' }),
  host_url: Type.String({ format: 'uri', description: 'the link for hosts: the key stands in its fragment, which no server sees' }),
})
export type CreatedMeeting = Static<typeof CreatedMeeting>

export const MeetingExists = Type.Object({ exists: Type.Literal(true), status: MeetingStatus })
export type MeetingExists = Static<typeof MeetingExists>

export const MeetingInfo = Type.Object({
  meeting_id: MeetingId,
  meeting_url: CreatedMeeting.properties.meeting_url,
  name,
  status: MeetingStatus,
  created_at,
  expires_at,
  num_participants: Type.Integer({ description: 'people connected now' }),
  max_participants,
  locked,
})
export type MeetingInfo = Static<typeof MeetingInfo>

/** Body of `join`. */
export const JoinBody = Type.Object(
  {
    display_name: PersonText(64, 'shown to the others'),
    participant_token: Type.Optional(
      Type.String({ maxLength: 128, description: 'from an earlier join: the same participant comes back, after a reload for example' }),
    ),
  },
  strict,
)
export type JoinBody = Static<typeof JoinBody>

export const Joined = Type.Object({
  token: Type.String({ description: 'LiveKit access token for this one room, valid for minutes' }),
  meeting_id: MeetingId,
  livekit_url: Type.String({ format: 'uri', description: 'where the browser connects' }),
  participant_id: Type.String({ description: '`guest-...`, chosen by the server' }),
  participant_token: Type.String({ description: 'the session of this participant; keep it secret' }),
  role: Role,
  expires_at,
})
export type Joined = Static<typeof Joined>

/** Body of PATCH; at least one of them. */
export const SettingsBody = Type.Object(
  { name: Type.Optional(meetingName), locked: MeetingSettings.properties.locked, expires_in: Type.Optional(expiresIn()) },
  { ...strict, minProperties: 1 },
)
export type SettingsBody = Static<typeof SettingsBody>

/** The meeting as a host has left it. */
export const ChangedMeeting = Type.Object({ meeting_id: MeetingId, name, status: MeetingStatus, expires_at, locked })
export type ChangedMeeting = Static<typeof ChangedMeeting>

export const MuteBody = Type.Object({ source: MutableSource }, strict)
export type MuteBody = Static<typeof MuteBody>

/** Body of `remove`; may be left out. */
export const RemoveBody = Type.Object(
  { ban: Type.Optional(Type.Boolean({ default: true, description: 'they do not come back until a host lets them in again' })) },
  strict,
)
export type RemoveBody = Static<typeof RemoveBody>

/** It is done; there is nothing to tell of it. */
export const Done = Type.Object({})

export const Muted = muteParticipants.reply
export type Muted = Static<typeof Muted>
export const RoleOfParticipant = setRole.reply
export const Audit = readAudit.reply
export type Audit = Static<typeof Audit>
export const PeopleOfMeeting = listParticipants.reply
export type PeopleOfMeeting = Static<typeof PeopleOfMeeting>

export const Health = Type.Object({
  status: Type.Union([Type.Literal('ok'), Type.Literal('degraded')]),
  version: Type.String(),
  parts: Type.Record(Type.String(), PartHealth),
})
export type Health = Static<typeof Health>

/** RFC 9457. `code` is stable, `title` and `detail` are for people. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.String(),
  errors: Type.Optional(Type.Array(Type.Object({ field: Type.String(), problem: Type.String() }))),
})
export type Problem = Static<typeof Problem>
