import type { EndReason } from './deps.ts'

/** Milliseconds that we keep trying to come back before we say that the server is away. */
export const patience = 75_000

/** The longest is also how long a returned server may wait for us. */
const pauses = [0, 1000, 2000, 3000] as const
const longest = 5000

/** Milliseconds to wait before attempt `n` (from 0), spread so that a restarted server is not met by everybody at once. */
export const pauseBefore = (n: number, random: number): number => {
  if (n === 0) return 200 * random
  const pause = pauses[n] ?? longest
  return Math.round(pause * (0.75 + 0.5 * random))
}

/** Which refusals of admission are final, and how the call ends then; everything else is worth another attempt. */
export const endFor = (code: string): EndReason | undefined =>
  (({ meeting_ended: 'ended', meeting_not_found: 'not_found', meeting_full: 'full' }) as const)[code]

/** LiveKit's number for "another session of this participant has joined". */
const duplicateIdentity = 2

/** What to do when the SDK says that the connection is over: another tab took the place, or the line is to be found again. */
export const afterLoss = (reason: number | undefined): 'elsewhere' | 'rejoin' => (reason === duplicateIdentity ? 'elsewhere' : 'rejoin')
