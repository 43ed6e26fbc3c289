import { type Static, Type } from 'typebox'
import { ChatMessage, ChatMessages, messageLimits } from './chat.ts'
import { PartHealth } from './health.ts'
import {
  AskableSource,
  admitWaiting,
  grantHostKey,
  listHostKeys,
  listParticipants,
  lowerHands,
  MeetingSettings,
  MutableSource,
  muteParticipants,
  OwnPermissions,
  permitParticipant,
  readAudit,
  setRole,
} from './host-operations.ts'
import {
  expiryLimits,
  Hand,
  Meeting,
  MeetingId,
  MeetingStatus,
  Permissions,
  participantLimits,
  passcodeLimits,
  Role,
  WaitingParticipant,
} from './meetings.ts'
import { PersonLines, PersonText } from './text.ts'

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

/** Taken as it is, spaces and all, and kept as a hash only. */
const newPasscode = (description: string) => PersonText(passcodeLimits.max, description, passcodeLimits.min)

/** Body of `create`; may be left out. */
export const CreateBody = Type.Object(
  {
    name: Type.Optional(meetingName),
    expires_in: Type.Optional(expiresIn({ default: expiryLimits.default })),
    max_participants: Type.Optional(
      Type.Integer({ minimum: participantLimits.min, maximum: participantLimits.max, default: participantLimits.default }),
    ),
    lobby: Type.Optional(Type.Boolean({ default: false, description: 'whoever is new waits until a host lets them in' })),
    passcode: Type.Optional(newPasscode('whoever is new must send it; default none')),
    encrypted: Type.Optional(
      Type.Boolean({
        default: false,
        description:
          'browsers encrypt end to end; their key is made by the creator’s, travels behind `#` in the link and is no part of any answer',
      }),
    ),
  },
  strict,
)
export type CreateBody = Static<typeof CreateBody>

const { created_at, expires_at, name, max_participants, locked, lobby, passcode_required, permissions, encrypted } = Meeting.properties

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
  lobby,
  passcode_required,
  permissions,
  encrypted,
})
export type MeetingInfo = Static<typeof MeetingInfo>

/** Body of `join`. */
export const JoinBody = Type.Object(
  {
    display_name: PersonText(64, 'shown to the others'),
    participant_token: Type.Optional(
      Type.String({ maxLength: 128, description: 'from an earlier join: the same participant comes back, after a reload for example' }),
    ),
    passcode: Type.Optional(Type.String({ maxLength: passcodeLimits.max, description: 'of the meeting, for whoever is new' })),
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
  permissions,
  encrypted,
  expires_at,
})
export type Joined = Static<typeof Joined>

export const Waiting = Type.Object({
  participant_id: Joined.properties.participant_id,
  participant_token: Type.String({ description: 'the session of this participant, which keeps the place; join again with it' }),
  waiting_since: WaitingParticipant.properties.waiting_since,
  host_present: Type.Boolean({ description: 'whether a host or co-host is in the meeting, who can let them in' }),
  retry_after: Type.Integer({
    description: 'seconds after which to join again at the latest: the place is free for others when nobody does',
  }),
})
export type Waiting = Static<typeof Waiting>

/** Body of PATCH; at least one of them. */
export const SettingsBody = Type.Object(
  {
    name: Type.Optional(meetingName),
    locked: MeetingSettings.properties.locked,
    lobby: MeetingSettings.properties.lobby,
    passcode: Type.Optional(
      Type.Unsafe<string | null>({ ...newPasscode('another one from now on; null for none'), type: ['string', 'null'] }),
    ),
    permissions: Type.Optional(Type.Partial(Permissions, { ...strict, minProperties: 1 })),
    expires_in: Type.Optional(expiresIn()),
  },
  { ...strict, minProperties: 1 },
)
export type SettingsBody = Static<typeof SettingsBody>

/** The meeting as a host has left it. */
export const ChangedMeeting = Type.Object({
  meeting_id: MeetingId,
  name,
  status: MeetingStatus,
  expires_at,
  locked,
  lobby,
  passcode_required,
  permissions,
})
export type ChangedMeeting = Static<typeof ChangedMeeting>

export const MuteBody = Type.Object({ source: MutableSource }, strict)
export type MuteBody = Static<typeof MuteBody>

/** Body of `remove`; may be left out. */
export const RemoveBody = Type.Object(
  { ban: Type.Optional(Type.Boolean({ default: true, description: 'they do not come back until a host lets them in again' })) },
  strict,
)
export type RemoveBody = Static<typeof RemoveBody>

/** Body of `deny`; may be left out. */
export const DenyBody = Type.Object({ reason: Type.Optional(PersonText(200, 'shown to whom it concerns')) }, strict)
export type DenyBody = Static<typeof DenyBody>
export const LetIn = admitWaiting.reply
export type LetIn = Static<typeof LetIn>

/** It is done; there is nothing to tell of it. */
export const Done = Type.Object({})

export const Muted = muteParticipants.reply
export type Muted = Static<typeof Muted>
/** Body of the permissions of one participant; at least one of them. */
export const PermitBody = Type.Object(OwnPermissions.properties, { ...strict, minProperties: 1 })
export type PermitBody = Static<typeof PermitBody>
export const Permitted = permitParticipant.reply

/** Body of `ask`. */
export const AskBody = Type.Object({ source: AskableSource }, strict)
export type AskBody = Static<typeof AskBody>

/** Body of the own hand. */
export const HandBody = Type.Object({ raised: Type.Boolean() }, strict)
export type HandBody = Static<typeof HandBody>
export const OwnHand = Hand
export type OwnHand = Static<typeof OwnHand>
export const LoweredHands = lowerHands.reply
export type LoweredHands = Static<typeof LoweredHands>

/** Body of a message: a text, or in an encrypted meeting what the browser has sealed. */
export const MessageBody = Type.Object(
  {
    text: Type.Optional(PersonLines(messageLimits.text, 'shown to everybody in the meeting; line feeds are kept')),
    sealed: Type.Optional(
      Type.String({
        minLength: 38,
        maxLength: messageLimits.sealed,
        pattern: '^[A-Za-z0-9_-]*$',
        description: 'in an encrypted meeting: a nonce of 12 bytes and the text, AES-GCM with a key made of that of the meeting, base64url',
      }),
    ),
  },
  { ...strict, minProperties: 1, maxProperties: 1 },
)
export type MessageBody = Static<typeof MessageBody>
export const SentMessage = ChatMessage
export type SentMessage = ChatMessage
export const MessagesOfMeeting = ChatMessages
export type MessagesOfMeeting = ChatMessages

export const RoleOfParticipant = setRole.reply
export const HostKeys = listHostKeys.reply
export type HostKeys = Static<typeof HostKeys>
export const GrantedHostKey = Type.Object({ ...grantHostKey.reply.properties, host_url: CreatedMeeting.properties.host_url })
export type GrantedHostKey = Static<typeof GrantedHostKey>

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
