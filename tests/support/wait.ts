/** How long a condition may take on a busy machine before a test gives up, in milliseconds. */
export const patience = 30_000

export interface Waiting {
  /** Completes "gave up waiting for ...". */
  readonly what: string
  /** Milliseconds. */
  readonly within?: number
  /** Milliseconds between two looks. */
  readonly every?: number
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/**
 * Looks until the answer is neither `undefined` nor `false`, and returns it. A look that throws counts as "not yet".
 * @throws when the time is over; the last failure is the cause.
 */
export const until = async <T>(
  look: () => T | Promise<T>,
  { what, within = patience, every = 50 }: Waiting,
): Promise<Exclude<T, false | undefined>> => {
  const end = performance.now() + within
  for (;;) {
    let failure: unknown
    try {
      const seen = await look()
      if (seen !== undefined && seen !== false) return seen as Exclude<T, false | undefined>
    } catch (error) {
      failure = error
    }
    if (performance.now() > end) throw new Error(`gave up waiting for ${what} after ${within} ms`, { cause: failure })
    await pause(every)
  }
}
