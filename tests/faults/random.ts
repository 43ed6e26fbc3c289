/** Choices that a seed decides: the same seed, the same choices in the same order. */
export interface Random {
  /** 0 <= x < 1. */
  readonly next: () => number
  /** 0 <= whole number < `below`. */
  readonly integer: (below: number) => number
  readonly chance: (probability: number) => boolean
  /** @throws when there is nothing to choose from. */
  readonly pick: <T>(from: readonly T[]) => T
}

/** Mulberry32: good enough to choose victims, and the same everywhere. */
export const seeded = (seed: number): Random => {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const integer = (below: number) => Math.floor(next() * below)
  return {
    next,
    integer,
    chance: (probability) => next() < probability,
    pick: (from) => {
      if (from.length === 0) throw new Error('nothing to choose from')
      return from[integer(from.length)] as (typeof from)[number]
    },
  }
}
