import type { Static, TSchema } from 'typebox'

/** A durable JetStream stream of messages of one schema. Messages with the same id within `dedupeWindow` are stored once. */
export interface Stream<Message extends TSchema = TSchema> {
  readonly name: string
  /** The subjects stored in the stream, with wildcards. */
  readonly subjects: string
  readonly message: Message
  /** Seconds that a message is kept. */
  readonly maxAge: number
  /** Seconds in which a repeated message id is recognised. */
  readonly dedupeWindow: number
}

export type MessageOf<S extends Stream> = Static<S['message']>
