/** A clock that is wrong by less is taken for right: the server's is known to a second only. Milliseconds. */
const rightClock = 3000

/** Whole seconds since then, RFC 3339, on a clock that the server's is `ahead` of by so many milliseconds; never less than none. */
export const waitedSeconds = (since: string, now: number, ahead: number): number => {
  const by = Math.abs(ahead) < rightClock ? 0 : ahead
  return Math.max(0, Math.floor((now + by - Date.parse(since)) / 1000))
}
