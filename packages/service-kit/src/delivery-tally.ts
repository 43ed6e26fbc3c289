import { RundeError } from '@runde/contracts/errors'

/** Deliveries of a message that nobody can make anything of. */
const most = 5
/** Messages whose failures are remembered; the oldest are forgotten first. */
const remembered = 10_000

export interface Tally {
  /**
   * Counts a failed delivery. True when the message is to be given up: after five deliveries, of which those do not count that
   * failed because a part was away. Of the latter only the own are known: where there were some, the own five decide.
   */
  readonly isHopeless: (place: number, deliveries: number, error: unknown) => boolean
  readonly forget: (place: number) => void
}

/** What this replica remembers of messages that failed. */
export const deliveryTally = (): Tally => {
  const failures = new Map<number, { failed: number; postponed: number }>()
  return {
    isHopeless(place, deliveries, error) {
      const tally = failures.get(place) ?? { failed: 0, postponed: 0 }
      failures.set(place, tally)
      for (const oldest of failures.keys()) {
        if (failures.size <= remembered) break
        failures.delete(oldest)
      }
      if (error instanceof RundeError && error.code === 'unavailable') {
        tally.postponed++
        return false
      }
      tally.failed++
      return tally.failed >= most || (tally.postponed === 0 && deliveries >= most)
    },
    forget: (place) => void failures.delete(place),
  }
}
