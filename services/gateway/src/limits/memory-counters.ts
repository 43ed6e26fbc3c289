import type { Counter, Counters } from './counters.ts'

interface Count {
  readonly until: number
  value: number
}

export interface MemoryCountersOptions {
  /** Milliseconds by a clock that never jumps. */
  readonly now?: () => number
  /** Beyond them the oldest is forgotten, so that nobody fills the memory. */
  readonly mostKept?: number
}

/** Counters of this process alone. */
export const memoryCounters = ({ now = () => performance.now(), mostKept = 100_000 }: MemoryCountersOptions = {}): Counters => {
  const counts = new Map<string, Count>()
  const keyOf = ({ name, group }: Counter) => `${name}:${group}`
  const current = (counter: Counter) => {
    const count = counts.get(keyOf(counter))
    return count && count.until > now() ? count : undefined
  }
  const look: Counters['look'] = async (counters) =>
    counters.map((counter) => {
      const count = current(counter)
      return count && count.value >= counter.most ? count.until - now() : 0
    })
  const begin = (counter: Counter) => {
    const [oldest] = counts.keys()
    if (counts.size >= mostKept && oldest !== undefined) counts.delete(oldest)
    const key = keyOf(counter)
    counts.delete(key)
    counts.set(key, { until: now() + counter.window, value: 1 })
  }
  return {
    look,
    count: async (counters) => {
      const waits = await look(counters)
      if (waits.some((wait) => wait > 0)) return waits
      for (const counter of counters) {
        const count = current(counter)
        if (count) count.value += 1
        else begin(counter)
      }
      return waits
    },
  }
}
