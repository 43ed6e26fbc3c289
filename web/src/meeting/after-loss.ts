/** Milliseconds that we keep trying to come back before we say that the server is away. */
export const patience = 75_000

/** The longest is also how long a returned server may wait for us: with it, 10 s are enough for being back. */
const pauses = [0, 1000, 2000] as const
const longest = 3000

/** However long a server asks for, milliseconds: it knows no better than we when it will be back. */
const longestAsked = 10_000

/**
 * Milliseconds to wait before attempt `n` (from 0), not less than the server asked for;
 * spread so that a restarted server is not met by everybody at once.
 */
export const pauseBefore = (n: number, random: number, asked = 0): number => {
  const pause = Math.max(pauses[n] ?? longest, Math.min(asked, longestAsked) / 0.75)
  return Math.round(pause === 0 ? 200 * random : pause * (0.75 + 0.5 * random))
}

/** By LiveKit's numbers: another session of this participant has joined, or a host has removed them. */
const afterReason: Readonly<Record<number, 'elsewhere' | 'removed'>> = { 2: 'elsewhere', 4: 'removed' }

/** What to do when the SDK says that the connection is over: another tab took the place, the person is not wanted, or the line is to be found again. */
export const afterLoss = (reason = 0): 'elsewhere' | 'removed' | 'rejoin' => afterReason[reason] ?? 'rejoin'
