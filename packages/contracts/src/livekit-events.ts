import { type Static, Type } from 'typebox'
import { Permissions } from './meetings.ts'
import type { Stream } from './stream.ts'

/** What LiveKit reported of one of our rooms, as far as anybody here needs it. `id` is the same for every repeat of one report. */
export const LivekitEvent = Type.Object({
  id: Type.String(),
  /** LiveKit's own event name, such as `participant_joined`. */
  type: Type.String(),
  meeting_id: Type.String(),
  /** Unix seconds at LiveKit. */
  created_at: Type.Integer(),
  participant: Type.Optional(
    Type.Object({
      participant_id: Type.String(),
      /** LiveKit's id of this one connection; a reconnect of the same participant has another. */
      sid: Type.String(),
      /** Unix seconds at LiveKit. */
      joined_at: Type.Integer(),
      /** What LiveKit lets this connection send; absent where the report does not say. */
      permissions: Type.Optional(Permissions),
      /** Unix milliseconds since when LiveKit shows their hand up; 0: it shows none. Absent where the report does not say. */
      hand: Type.Optional(Type.Integer()),
    }),
  ),
})
export type LivekitEvent = Static<typeof LivekitEvent>

/** Written by the webhook service before it answers LiveKit; read by room-service. */
export const livekitEvents = {
  name: 'RUNDE_LIVEKIT',
  subjects: 'runde.v1.livekit.>',
  message: LivekitEvent,
  maxAge: 86_400,
  dedupeWindow: 600,
} as const satisfies Stream

export const livekitEventSubject = (event: LivekitEvent): string => `runde.v1.livekit.${event.meeting_id}.${event.type}`
