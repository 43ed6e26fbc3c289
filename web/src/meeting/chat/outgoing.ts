import type { ErrorCode } from '@runde/contracts/errors'
import type { Message } from './message.ts'

/** Why a message was not sent, as the name of its text. */
export type SendFailure = 'silent' | 'closed' | 'tooMany' | 'refused'

/** An own message that the server does not have yet, as far as is known. */
export interface Outgoing {
  /** Of its row on the screen. */
  readonly key: string
  readonly text: string
  /** Milliseconds since the epoch, by the server's clock. */
  readonly at: number
  /** Undefined while it is on its way. */
  readonly failure?: SendFailure
}

const failures: Partial<Record<ErrorCode | 'network', SendFailure>> = {
  chat_forbidden: 'closed',
  too_many_requests: 'tooMany',
  invalid: 'refused',
  too_large: 'refused',
  sealing_wrong: 'refused',
  idempotency_key_reused: 'refused',
}

export const sendFailure = (code: ErrorCode | 'network'): SendFailure => failures[code] ?? 'silent'

/** Milliseconds by which the clock of the page may be off. */
const tolerance = 5000

/**
 * Which of these own messages, heard for the first time, are among those on their way: message id to key. The answer to a message
 * may be lost, or come later than the stream tells of it.
 */
export const arrivals = (
  outgoing: readonly Outgoing[],
  heard: readonly Pick<Message, 'id' | 'at' | 'text'>[],
): ReadonlyMap<string, string> => {
  const left = [...outgoing]
  const found = new Map<string, string>()
  for (const { id, at, text } of heard) {
    const same = left.findIndex((one) => one.text === text && one.at <= at + tolerance)
    const [arrived] = same < 0 ? [] : left.splice(same, 1)
    if (arrived) found.set(id, arrived.key)
  }
  return found
}
