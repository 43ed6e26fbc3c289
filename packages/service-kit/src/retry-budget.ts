/** Part of the requests that may be repeated. */
const share = 0.1
/** Repetitions that are allowed however few requests there are. */
const floor = 10
/** Milliseconds after which half of what is counted is forgotten. */
const half = 5_000

export interface RetryBudget {
  /** Counts a first try. Times: milliseconds of a clock that never jumps. */
  readonly request: (now: number) => void
  /** Whether one may be repeated now; counts it if so. */
  readonly retry: (now: number) => boolean
}

/** Of the requests of the last five to ten seconds a tenth, and ten, may be repeated: repetitions must not bury who is only slow. */
export const retryBudget = (): RetryBudget => {
  let since = 0
  let [current, previous] = [
    { requests: 0, retries: 0 },
    { requests: 0, retries: 0 },
  ]
  const slide = (now: number) => {
    if (now - since < half) return
    previous = now - since < 2 * half ? current : { requests: 0, retries: 0 }
    current = { requests: 0, retries: 0 }
    since = now
  }
  return {
    request(now) {
      slide(now)
      current.requests++
    },
    retry(now) {
      slide(now)
      const allowed = current.retries + previous.retries < floor + share * (current.requests + previous.requests)
      if (allowed) current.retries++
      return allowed
    },
  }
}
