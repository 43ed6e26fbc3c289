import type { Role } from './meetings.ts'

/** What everybody in a meeting is shown of somebody, as attributes of LiveKit's that only the server can write; it opens nothing. */
export interface Shown {
  readonly role?: Role
  /** Unix milliseconds since when their hand is up; `down` when it is not. */
  readonly hand?: number | 'down'
}

/** An attribute that is empty is none. */
export const asAttributes = ({ role, hand }: Shown): Record<string, string> => ({
  ...(role !== undefined && { role }),
  ...(hand !== undefined && { hand: hand === 'down' ? '' : `${hand}` }),
})

/** Unix milliseconds since when their hand is up, by what LiveKit shows; 0: it is down. */
export const handOf = (attributes: Readonly<Record<string, string>>): number => {
  const since = Number(attributes.hand)
  return Number.isSafeInteger(since) && since > 0 ? since : 0
}
