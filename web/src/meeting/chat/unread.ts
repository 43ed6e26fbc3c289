import { compareIds, type Message } from './message.ts'

interface Reader {
  readonly own: string
  /** The latest message that was on the screen; empty: none was. */
  readonly seen: string
  /** When they joined; milliseconds since the epoch, by the server's clock. */
  readonly since: number
}

/** What others have said since the reader came, and the reader has not seen. */
export const unreadOf = (messages: readonly Message[], { own, seen, since }: Reader): readonly Message[] =>
  messages.filter(({ id, by, at }) => by !== own && at >= since && compareIds(id, seen) > 0)

/** How many, where there is little room. */
export const badge = (count: number): string => (count > 99 ? '99+' : `${count}`)
