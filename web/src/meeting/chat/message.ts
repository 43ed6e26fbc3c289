import type { ChatMessage } from '@runde/contracts/chat'

/** A message as the server has it. */
export interface Message {
  readonly id: string
  /** The participant's identity. */
  readonly by: string
  /** As it was then. */
  readonly name: string
  /** Milliseconds since the epoch, by the server's clock. */
  readonly at: number
  /** Undefined: it cannot be read here. */
  readonly text: string | undefined
}

export const asMessage = ({ message_id, participant_id, display_name, sent_at }: ChatMessage, text: string | undefined): Message => ({
  id: message_id,
  by: participant_id,
  name: display_name,
  at: Date.parse(sent_at) || 0,
  text,
})

const numbers = (id: string): readonly number[] => id.split('-').map(Number)

/** The order of ids: number by number. The empty one is before all others. */
export const compareIds = (one: string, other: string): number => {
  const [a, b] = [numbers(one), numbers(other)]
  return (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0)
}

/** As many as the server keeps. */
const most = 1000

/** Both in order, each message once and as it is newly told; of very many the latest. */
export const merged = <One extends { readonly id: string }>(known: readonly One[], news: readonly One[]): readonly One[] =>
  [...new Map([...known, ...news].map((one) => [one.id, one])).values()].sort((one, other) => compareIds(one.id, other.id)).slice(-most)
