import type { ChatMessage } from '@runde/contracts/chat'

/** A message as the page shows it. */
export interface Message {
  readonly id: string
  /** The participant's identity. */
  readonly by: string
  readonly name: string
  /** Milliseconds since the epoch, by the server's clock. */
  readonly at: number
  /** Undefined: it cannot be read here. */
  readonly text: string | undefined
}

/** One that is on its way, or did not arrive. */
export interface Outgoing {
  /** The same message for the server, however often it is sent. */
  readonly key: string
  readonly text: string
  /** Milliseconds since the epoch, by the server's clock. */
  readonly at: number
  /** Why it was not sent, if it was not. */
  readonly failure?: OutgoingFailure
}
export type OutgoingFailure = 'notSent' | 'closed' | 'tooMany'

const parts = (id: string): readonly number[] => id.split('-').map(Number)

/** The order of ids: number by number. */
export const compareIds = (one: string, other: string): number => {
  const [a, b] = [parts(one), parts(other)]
  return (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0)
}

/** Both in order, each message once. */
export const merged = <Known extends { readonly id: string }>(known: readonly Known[], news: readonly Known[]): readonly Known[] =>
  [...new Map([...known, ...news].map((one) => [one.id, one])).values()].sort((one, other) => compareIds(one.id, other.id))

/** Milliseconds by which the clock of the page may be off. */
const tolerance = 5000

/**
 * What is still on its way when these own messages have been heard: an answer may be lost, or later than the stream. A message
 * takes one off that says the same and was begun before it.
 */
export const stillOutgoing = (outgoing: readonly Outgoing[], heard: readonly Pick<Message, 'at' | 'text'>[]): readonly Outgoing[] => {
  const left = [...outgoing]
  for (const { at, text } of heard) {
    const found = left.findIndex((one) => one.text === text && one.at <= at + tolerance)
    if (found >= 0) left.splice(found, 1)
  }
  return left
}

export const asMessage = ({ message_id, participant_id, display_name, sent_at }: ChatMessage, text: string | undefined): Message => ({
  id: message_id,
  by: participant_id,
  name: display_name,
  at: Date.parse(sent_at),
  text,
})
