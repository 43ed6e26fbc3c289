import { type Static, type TProperties, Type } from 'typebox'
import { Meeting, Role } from './meetings.ts'
import { rpc } from './rpc.ts'

/** Each of them needs a host key of this meeting, and fails with `meeting_not_found`, `host_key_missing` or `not_host`. */
const asHost = <Fields extends TProperties>(fields: Fields) =>
  Type.Object({ meeting_id: Type.String(), host_key: Type.Optional(Type.String()), ...fields })

export const MeetingSettings = Type.Object({
  name: Type.Optional(Type.String()),
  locked: Type.Optional(Type.Boolean()),
  /** Moves the end, earlier or later. */
  expires_in: Type.Optional(Type.Integer({ description: 'seconds from now' })),
})
export type MeetingSettings = Static<typeof MeetingSettings>

/** All of it is changed, or nothing. Fails with `meeting_ended`. */
export const changeSettings = rpc('runde.v1.meetings.change', asHost(MeetingSettings.properties), Meeting)

/** Ends the meeting for everybody; ending twice is ending once. */
export const endMeeting = rpc('runde.v1.meetings.end', asHost({}), Meeting)

export const ParticipantOfHost = Type.Object({ participant_id: Type.String(), display_name: Type.String(), role: Role })
export type ParticipantOfHost = Static<typeof ParticipantOfHost>

/** Who is connected, and who was banned. */
export const listParticipants = rpc(
  'runde.v1.meetings.participants',
  asHost({}),
  Type.Object({
    participants: Type.Array(ParticipantOfHost),
    banned: Type.Array(Type.Object({ participant_id: Type.String(), display_name: Type.String() })),
  }),
)

export const MutableSource = Type.Union([Type.Literal('microphone'), Type.Literal('camera'), Type.Literal('screen_share')])
export type MutableSource = Static<typeof MutableSource>

const participant_id = Type.String()

/** Mutes what somebody sends; they can unmute it. Without a participant: of everybody who is no host. Fails with `participant_not_found`, `meeting_ended`. */
export const muteParticipants = rpc(
  'runde.v1.meetings.mute',
  asHost({ participant_id: Type.Optional(participant_id), source: MutableSource }),
  Type.Object({ muted: Type.Integer({ description: 'how many were muted' }) }),
)

/** Disconnects somebody; `ban`: they do not come back, neither with their session or token nor in the same browser. Fails with `participant_not_found`, `meeting_ended`. */
export const removeParticipant = rpc('runde.v1.meetings.remove', asHost({ participant_id, ban: Type.Boolean() }), Type.Object({}))

/** Somebody who was banned may come back. Fails with `participant_not_found`, `meeting_ended`. */
export const unbanParticipant = rpc('runde.v1.meetings.unban', asHost({ participant_id }), Type.Object({}))
