/** Milliseconds after which half of what is remembered of a sender is replaced. */
const half = 30_000
/** Senders that are remembered; who has been silent for longest is forgotten first. */
const remembered = 1_000

interface Seen {
  readonly since: number
  /** The smallest differences of this half-minute, and of the last one in which the sender was heard. */
  readonly current: number
  readonly previous: number
}

export interface ClockOffsets {
  /**
   * Learns from one message and says by how many milliseconds the own clock is ahead of the sender's: the smallest (received
   * minus sent) of the last two half-minutes, for what was late on its way says too much. Never too small by more than a
   * clock has jumped, never too large by more than the quickest message took. `sent` by the sender's clock, `now` by the own.
   */
  readonly observe: (sender: string, sent: number, now: number) => number
}

const slide = (known: Seen | undefined, difference: number, now: number): Seen => {
  if (!known) return { since: now, current: difference, previous: Number.POSITIVE_INFINITY }
  // One step however long the silence was: what comes after it may have waited all the while.
  if (now - known.since >= half) return { since: now, current: difference, previous: known.current }
  return { ...known, current: Math.min(known.current, difference) }
}

export const clockOffsets = (): ClockOffsets => {
  const senders = new Map<string, Seen>()
  return {
    observe(sender, sent, now) {
      const seen = slide(senders.get(sender), now - sent, now)
      senders.delete(sender)
      senders.set(sender, seen)
      const [silent] = senders.keys()
      if (senders.size > remembered && silent !== undefined) senders.delete(silent)
      return Math.min(seen.current, seen.previous)
    },
  }
}
