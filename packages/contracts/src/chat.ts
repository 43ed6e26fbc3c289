import { type Static, Type } from 'typebox'
import { Timestamp } from './meetings.ts'
import { rpc } from './rpc.ts'

/** Names a message and its place among the others of its meeting: a later one is greater, number by number. */
export const MessageId = Type.String({ pattern: '^[0-9]{1,16}-[0-9]{1,10}$', examples: ['1764380000000-0'] })

/** Characters of a text, and of what a browser has sealed, base64url. */
export const messageLimits = { text: 2_000, sealed: 12_000 } as const
/** Messages of a meeting that are kept, and of one answer. */
export const chatLimits = { kept: 1_000, page: 50 } as const
/** So many messages in so many milliseconds one participant may send. */
export const chatRate = { most: 10, window: 10_000 } as const

/** Exactly one of `text` and `sealed`: in an encrypted meeting no server can read it. */
export const ChatMessage = Type.Object({
  message_id: MessageId,
  participant_id: Type.String(),
  /** As it was then. */
  display_name: Type.String(),
  sent_at: Timestamp,
  text: Type.Optional(Type.String()),
  /** AES-GCM with the key of the meeting, base64url. */
  sealed: Type.Optional(Type.String()),
})
export type ChatMessage = Static<typeof ChatMessage>

/** Oldest first. `more`: there are later ones. */
export const ChatMessages = Type.Object({ messages: Type.Array(ChatMessage), more: Type.Boolean() })
export type ChatMessages = Static<typeof ChatMessages>

const own = { meeting_id: Type.String(), participant_token: Type.Optional(Type.String()) }

/**
 * For whoever is in: says something to everybody in the meeting. The same key is one message. Fails with `meeting_not_found`,
 * `meeting_ended`, `session_unknown`, `banned`, `chat_forbidden`, `too_many_requests`, and `sealing_wrong` for a text in an
 * encrypted meeting or something sealed in another.
 */
export const sendMessage = rpc(
  'runde.v1.meetings.send-message',
  Type.Object({ ...own, idempotency_key: Type.String(), text: Type.Optional(Type.String()), sealed: Type.Optional(Type.String()) }),
  ChatMessage,
)

/** For whoever is in: what was said, after a message if one is named. Fails like `sendMessage` does for who may not know it. */
export const listMessages = rpc('runde.v1.meetings.list-messages', Type.Object({ ...own, after: Type.Optional(MessageId) }), ChatMessages)

/** One message, for a gateway that tells it to whoever is in; none when it is gone. */
export const findMessage = rpc(
  'runde.v1.meetings.find-message',
  Type.Object({ meeting_id: Type.String(), message_id: MessageId }),
  Type.Object({ message: Type.Optional(ChatMessage) }),
)
