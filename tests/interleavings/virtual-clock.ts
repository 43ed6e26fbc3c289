import type { Clock } from '@runde/room-service/ports/clock'

/**
 * Jumps are multiples of this many milliseconds. No limit of the protocol is (5, 10, 30, 60, 90, 120, 600, 660 s), so that
 * the few milliseconds that Redis really takes never decide whether something is due: the same seed, the same run.
 */
const grid = 7_000
/** Milliseconds that one step takes. */
const tick = 5

export interface VirtualClock extends Clock {
  /** Unix milliseconds. */
  readonly now: () => number
  /** Milliseconds since the beginning. */
  readonly elapsed: () => number
  /** The time of the next step. */
  readonly tick: () => void
  /** Goes forward by so many times seven seconds. */
  readonly jump: (sevens: number) => void
}

/** The time of a seed, which moves with the steps and the jumps alone. Redis's own clock is shifted to it before each step. */
export const virtualClock = (): VirtualClock => {
  const start = Math.ceil(Date.now() / grid) * grid
  let now = start
  let anchor = Date.now()
  return {
    now: () => now,
    elapsed: () => now - start,
    tick: () => {
      now += tick
      anchor = Date.now()
    },
    jump: (sevens) => {
      now += sevens * grid
    },
    offset: () => now - anchor,
  }
}
