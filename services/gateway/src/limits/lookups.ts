import type { Counter } from './counters.ts'

export interface Lookups {
  /** Undefined when a group looks for as many different meetings at this moment as its counter takes. Dispose it when it is answered. */
  readonly begin: (counters: readonly Counter[], meetingId: string) => Disposable | undefined
}

/**
 * Which meetings are looked for at this moment, by whom. A thousand guesses at once would all be under way before the first
 * miss is counted. A house that comes to its meeting together looks for one, however many they are.
 */
export const createLookups = (): Lookups => {
  /** Group -> meeting id -> requests. */
  const groups = new Map<string, Map<string, number>>()
  const keyOf = ({ name, group }: Counter) => `${name}:${group}`
  const hasRoom = (counter: Counter, meetingId: string) => {
    const meetings = groups.get(keyOf(counter))
    return !meetings || meetings.has(meetingId) || meetings.size < counter.most
  }
  const enter = (key: string, meetingId: string) => {
    const meetings = groups.get(key) ?? new Map<string, number>()
    groups.set(key, meetings.set(meetingId, (meetings.get(meetingId) ?? 0) + 1))
  }
  const leave = (key: string, meetingId: string) => {
    const meetings = groups.get(key)
    const others = (meetings?.get(meetingId) ?? 1) - 1
    if (others > 0) meetings?.set(meetingId, others)
    else meetings?.delete(meetingId)
    if (meetings?.size === 0) groups.delete(key)
  }
  return {
    begin: (counters, meetingId) => {
      if (!counters.every((counter) => hasRoom(counter, meetingId))) return undefined
      let keys = counters.map(keyOf)
      for (const key of keys) enter(key, meetingId)
      return {
        [Symbol.dispose]() {
          for (const key of keys) leave(key, meetingId)
          keys = []
        },
      }
    },
  }
}
