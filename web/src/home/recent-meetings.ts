import { isMeetingId } from '@runde/contracts/meeting-id'
import { readJson, writeText } from '../storage.ts'

export interface RecentMeeting {
  readonly id: string
  readonly name: string
  /** Milliseconds since 1970. */
  readonly at: number
}

const key = 'runde.recent'

/** As many as the list has room for without growing. */
export const recentLimit = 4

/** Only what has the right form: the storage may hold anything. */
export const parseRecent = (stored: Readonly<Record<string, unknown>> | undefined): RecentMeeting[] => {
  const list = Array.isArray(stored?.meetings) ? stored.meetings : []
  return list
    .flatMap((entry: unknown) => {
      if (typeof entry !== 'object' || entry === null || !('id' in entry && 'name' in entry && 'at' in entry)) return []
      const { id, name, at } = entry
      return typeof id === 'string' && isMeetingId(id) && typeof name === 'string' && typeof at === 'number' ? [{ id, name, at }] : []
    })
    .slice(0, recentLimit)
}

/** The newest first, each meeting once. */
export const withRecent = (list: readonly RecentMeeting[], meeting: RecentMeeting): RecentMeeting[] =>
  [meeting, ...list.filter(({ id }) => id !== meeting.id)].slice(0, recentLimit)

export const recallRecent = (): RecentMeeting[] => parseRecent(readJson('localStorage', key))

export const rememberRecent = (meeting: RecentMeeting): void =>
  writeText('localStorage', key, JSON.stringify({ meetings: withRecent(recallRecent(), meeting) }))

export const forgetRecent = (): void => writeText('localStorage', key, undefined)
