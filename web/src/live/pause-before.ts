/** Milliseconds. */
const longest = 30_000
const doublings = 5

/**
 * Milliseconds before the stream is asked for again. It doubles with every failure in a row, beginning with what the server
 * asked for, and is spread by a half either way: a restarted gateway is not met by everybody at once.
 */
export const pauseBefore = (failures: number, retry: number, random: number): number =>
  Math.round(Math.min(longest, retry * 2 ** Math.min(failures, doublings)) * (0.5 + random))
