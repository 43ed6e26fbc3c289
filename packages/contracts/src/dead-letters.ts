import { type Static, Type } from 'typebox'
import type { Stream } from './stream.ts'

/** A message that no consumer could make anything of, kept for a person to look at. */
export const DeadLetter = Type.Object({
  /** The stream it came from and its place there. */
  stream: Type.String(),
  sequence: Type.Integer(),
  /** Who could not read it. */
  consumer: Type.String(),
  subject: Type.String(),
  /** As it was published. */
  payload: Type.String(),
  reason: Type.String(),
  deliveries: Type.Integer(),
  /** RFC 3339, when it was given up. */
  at: Type.String(),
})
export type DeadLetter = Static<typeof DeadLetter>

export const deadLetters = {
  name: 'RUNDE_DEAD',
  subjects: 'runde.v1.dead.>',
  message: DeadLetter,
  maxAge: 30 * 86_400,
  dedupeWindow: 600,
} as const satisfies Stream

export const deadLetterSubject = ({ stream, consumer }: Pick<DeadLetter, 'stream' | 'consumer'>): string =>
  `runde.v1.dead.${stream}.${consumer}`
