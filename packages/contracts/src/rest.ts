import { type Static, Type } from 'typebox'
import { PartHealth } from './health.ts'
import { expiryLimits, Meeting, MeetingId, MeetingStatus, participantLimits } from './meetings.ts'
import { PersonText } from './text.ts'

/** Unknown fields are refused at the public edge: a typo must not be taken for a default. */
const strict = { additionalProperties: false } as const

/** Body of `create`; may be left out. */
export const CreateBody = Type.Object(
  {
    name: Type.Optional(PersonText(200, 'shown to everybody who joins; default `Meeting <id>`')),
    expires_in: Type.Optional(
      Type.Integer({
        minimum: expiryLimits.min,
        maximum: expiryLimits.max,
        default: expiryLimits.default,
        description: 'seconds from now until the meeting ends',
      }),
    ),
    max_participants: Type.Optional(
      Type.Integer({ minimum: participantLimits.min, maximum: participantLimits.max, default: participantLimits.default }),
    ),
  },
  strict,
)
export type CreateBody = Static<typeof CreateBody>

const { created_at, expires_at, name, max_participants } = Meeting.properties

export const CreatedMeeting = Type.Object({
  meeting_id: MeetingId,
  meeting_url: Type.String({ format: 'uri', description: 'the link to share' }),
  created_at,
  expires_at,
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
  expires_at,
})
export type Joined = Static<typeof Joined>

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
