import type { Message } from './message.ts'

/** What one person said in one go. */
export interface Group {
  /** Of its first message. */
  readonly id: string
  readonly by: string
  readonly name: string
  readonly at: number
  readonly messages: readonly Message[]
}

/** Milliseconds after the first message of a group until which it goes on. */
const together = 300_000

/** Messages in order, those of one person together that came within five minutes. */
export const groupsOf = (messages: readonly Message[]): readonly Group[] => {
  const groups: (Group & { readonly messages: Message[] })[] = []
  for (const message of messages) {
    const { id, by, name, at } = message
    const last = groups.at(-1)
    if (last && last.by === by && last.name === name && at - last.at < together) last.messages.push(message)
    else groups.push({ id, by, name, at, messages: [message] })
  }
  return groups
}
