import { type Static, type TProperties, Type } from 'typebox'
import { Meeting, Permissions, Role } from './meetings.ts'
import { rpc } from './rpc.ts'

/**
 * Each of them needs the credential of a host: a host key of this meeting, or the session of a participant who is host or,
 * where it says so, co-host. Fails with `meeting_not_found`, `host_key_missing` or `not_host`.
 */
const asHost = <Fields extends TProperties>(fields: Fields) =>
  Type.Object({ meeting_id: Type.String(), credential: Type.Optional(Type.String()), ...fields })

export const MeetingSettings = Type.Object({
  name: Type.Optional(Type.String()),
  locked: Type.Optional(Type.Boolean()),
  /** When it goes, whoever waits gets in as anybody does. */
  lobby: Type.Optional(Type.Boolean()),
  /** Empty: none from now on. */
  passcode: Type.Optional(Type.String()),
  /** What is named; of whoever is neither host nor co-host. */
  permissions: Type.Optional(Type.Partial(Permissions)),
  /** Moves the end, earlier or later. */
  expires_in: Type.Optional(Type.Integer({ description: 'seconds from now' })),
})
export type MeetingSettings = Static<typeof MeetingSettings>

/** Co-hosts too. All of it is changed, or nothing. Fails with `meeting_ended`. */
export const changeSettings = rpc('runde.v1.meetings.change', asHost(MeetingSettings.properties), Meeting)

/** Hosts only. Ends the meeting for everybody; ending twice is ending once. */
export const endMeeting = rpc('runde.v1.meetings.end', asHost({}), Meeting)

export const ParticipantOfHost = Type.Object({ participant_id: Type.String(), display_name: Type.String(), role: Role })
export type ParticipantOfHost = Static<typeof ParticipantOfHost>

export const WaitingInLobby = Type.Object({
  participant_id: Type.String(),
  display_name: Type.String(),
  waiting_since: Type.String({ format: 'date-time' }),
})
export type WaitingInLobby = Static<typeof WaitingInLobby>

/** Co-hosts too. Who is connected, who waits in the lobby (first come, first), and who was banned. */
export const listParticipants = rpc(
  'runde.v1.meetings.participants',
  asHost({}),
  Type.Object({
    participants: Type.Array(ParticipantOfHost),
    waiting: Type.Array(WaitingInLobby),
    banned: Type.Array(Type.Object({ participant_id: Type.String(), display_name: Type.String() })),
  }),
)

export const MutableSource = Type.Union([Type.Literal('microphone'), Type.Literal('camera'), Type.Literal('screen_share')])
export type MutableSource = Static<typeof MutableSource>

const participant_id = Type.String()

/** Co-hosts too. Lets somebody in who waits, or everybody who does. Fails with `participant_not_found` when they do not wait (any more), `meeting_ended`. */
export const admitWaiting = rpc(
  'runde.v1.meetings.let-in',
  asHost({ participant_id: Type.Optional(participant_id) }),
  Type.Object({ admitted: Type.Integer({ description: 'how many were let in' }) }),
)

/** Co-hosts too. Does not let somebody in who waits, and tells them why. Fails with `participant_not_found` when they do not wait (any more), `meeting_ended`. */
export const denyWaiting = rpc('runde.v1.meetings.deny', asHost({ participant_id, reason: Type.Optional(Type.String()) }), Type.Object({}))

/** Co-hosts too. Mutes what somebody sends; they can unmute it. Without a participant: of everybody who is neither host nor co-host. Fails with `participant_not_found`, `meeting_ended`. */
export const muteParticipants = rpc(
  'runde.v1.meetings.mute',
  asHost({ participant_id: Type.Optional(participant_id), source: MutableSource }),
  Type.Object({ muted: Type.Integer({ description: 'how many were muted' }) }),
)

/** For one participant: given or taken away whatever holds for the others; null: as the others. */
const OwnPermission = Type.Unsafe<boolean | null>({ type: ['boolean', 'null'] })
export const OwnPermissions = Type.Object({
  microphone: Type.Optional(OwnPermission),
  camera: Type.Optional(OwnPermission),
  screen_share: Type.Optional(OwnPermission),
  chat: Type.Optional(OwnPermission),
})
export type OwnPermissions = Static<typeof OwnPermissions>

/** Co-hosts too. Gives or takes what one participant may send; what is not named stays. About a host or co-host it holds once they are neither. Fails with `participant_not_found`, `meeting_ended`. */
export const permitParticipant = rpc(
  'runde.v1.meetings.permit',
  asHost({ participant_id, permissions: OwnPermissions }),
  Type.Object({ permissions: Permissions }),
)

/** Co-hosts too. Lowers a hand, or all that are raised by whoever is connected; a hand that is down stays down. Fails with `participant_not_found`, `meeting_ended`. */
export const lowerHands = rpc(
  'runde.v1.meetings.lower-hands',
  asHost({ participant_id: Type.Optional(participant_id) }),
  Type.Object({ lowered: Type.Integer({ description: 'how many were raised before' }) }),
)

export const AskableSource = Type.Union([Type.Literal('microphone'), Type.Literal('camera')])
export type AskableSource = Static<typeof AskableSource>

/** Co-hosts too. Asks somebody who is connected to turn on their microphone or camera; nobody can do it for them. Fails with `participant_not_found` when they are not connected, `meeting_ended`. */
export const askToUnmute = rpc('runde.v1.meetings.ask', asHost({ participant_id, source: AskableSource }), Type.Object({}))

/** Co-hosts too, but a host is removed by hosts only. Disconnects somebody; `ban`: they do not come back, neither with their session or token nor in the same browser. Fails with `participant_not_found`, `meeting_ended`. */
export const removeParticipant = rpc('runde.v1.meetings.remove', asHost({ participant_id, ban: Type.Boolean() }), Type.Object({}))

/** Co-hosts too. Somebody who was banned may come back. Fails with `participant_not_found`, `meeting_ended`. */
export const unbanParticipant = rpc('runde.v1.meetings.unban', asHost({ participant_id }), Type.Object({}))

/** Hosts only. Makes somebody co-host, or a participant like the others; a host without their key is made one of these too. Fails with `participant_not_found`, `meeting_ended`. */
export const setRole = rpc(
  'runde.v1.meetings.role',
  asHost({ participant_id, role: Type.Union([Type.Literal('co_host'), Type.Literal('participant')]) }),
  Type.Object({ role: Role }),
)

export const hostKeyLimit = 10

export const HostKey = Type.Object({
  key_id: Type.String({ description: 'names the key and opens nothing', examples: ['Zk3vX9q2LmTa'] }),
  created_at: Type.String({ format: 'date-time' }),
})
export type HostKey = Static<typeof HostKey>

/** Hosts only. The keys that make their bearers hosts, oldest first. */
export const listHostKeys = rpc('runde.v1.meetings.host-keys', asHost({}), Type.Object({ host_keys: Type.Array(HostKey) }))

/** Hosts only. Another key, which nobody can ask for again but by the same idempotency key. Fails with `too_many_host_keys`, `meeting_ended`. */
export const grantHostKey = rpc(
  'runde.v1.meetings.grant-host-key',
  asHost({ idempotency_key: Type.String() }),
  Type.Object({ key_id: HostKey.properties.key_id, host_key: Type.String() }),
)

/** Hosts only. The key makes nobody a host any more; whoever is one stays one. Fails with `host_key_not_found`, `last_host_key`, `meeting_ended`. */
export const revokeHostKey = rpc('runde.v1.meetings.revoke-host-key', asHost({ key_id: Type.String() }), Type.Object({}))

export const AuditEntry = Type.Object({
  at: Type.String({ format: 'date-time' }),
  /** Who gave the order: a participant, or a program that came with the host key. */
  by: Type.Object({ participant_id: Type.Optional(Type.String()), display_name: Type.Optional(Type.String()), role: Role }),
  /** The operation, by the last part of its subject. */
  what: Type.String({ examples: ['mute'] }),
  /** The participant that it is about. */
  whom: Type.Optional(Type.Object({ participant_id: Type.String(), display_name: Type.Optional(Type.String()) })),
  /** What was ordered, besides. */
  details: Type.Record(Type.String(), Type.Unknown()),
})
export type AuditEntry = Static<typeof AuditEntry>

/** Co-hosts too. The latest thousand orders of hosts, oldest first; each stands there before it is carried out. */
export const readAudit = rpc('runde.v1.meetings.audit', asHost({}), Type.Object({ entries: Type.Array(AuditEntry) }))
