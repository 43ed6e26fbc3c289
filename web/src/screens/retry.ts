const longest = 30

/** Seconds before the next attempt: 2, 4, 8, 16, 30, 30 …; never sooner than the server asked for. */
export const pauseBefore = (attempt: number, retryAfter = 0): number => Math.min(longest, Math.max(2 ** attempt, Math.ceil(retryAfter)))
