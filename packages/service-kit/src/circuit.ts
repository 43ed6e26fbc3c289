import { metrics } from '@opentelemetry/api'
import { RundeError } from '@runde/contracts/errors'
import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleType } from 'cockatiel'
import type { Logger } from './log.ts'

/** Failures one after the other after which nobody is sent there any more. */
const most = 5
/** Milliseconds until one is sent to see whether it is back. */
const retryAfter = 1_000

/** Runs work unless the circuit is open. @throws what the work throws; RundeError `unavailable` at once while it is open. */
export type Circuit = <T>(work: () => Promise<T>) => Promise<T>

/** A failure that counts. */
class Counted extends Error {
  constructor(cause: RundeError) {
    super(cause.message, { cause })
  }
}

const isAway = (error: unknown): error is RundeError => error instanceof RundeError && error.code === 'unavailable'

/**
 * Spares callers the wait for a part that is away. It opens after five `unavailable` in a row, each begun after the one
 * before had failed: many that fail together tell of one moment. Work must throw that for nothing but a part that does not
 * answer, and must end by itself. Any other error is an answer, so the part is there.
 * After a second one piece of work is let through; when it succeeds the circuit is closed.
 */
export const circuit = (name: string, log: Logger): Circuit => {
  let failures = 0
  const policy = circuitBreaker(handleType(Counted), { halfOpenAfter: retryAfter, breaker: new ConsecutiveBreaker(most) })
  let open = false
  policy.onBreak(() => {
    if (!open) log.warn({ circuit: name }, 'a part does not answer: nobody is sent there for now')
    open = true
  })
  policy.onReset(() => {
    open = false
    log.info({ circuit: name }, 'a part answers again')
  })
  metrics
    .getMeter('runde')
    .createObservableGauge('runde.circuit.open', { description: '1 while nobody is sent to a part that does not answer' })
    .addCallback((result) => result.observe(open ? 1 : 0, { circuit: name }))

  return async <T>(work: () => Promise<T>): Promise<T> => {
    // One is on its way to see; the others need not wait for it.
    if (policy.state === CircuitState.HalfOpen) throw new RundeError('unavailable', `${name} does not answer`)
    const failuresBefore = failures
    const outcome = await policy
      .execute(async () => {
        try {
          return { ok: true, value: await work() } as const
        } catch (error) {
          if (!isAway(error)) return { ok: false, error } as const
          if (failures !== failuresBefore) throw error
          failures++
          throw new Counted(error)
        }
      })
      .catch((error) => {
        if (error instanceof Counted) throw error.cause
        throw isAway(error) ? error : new RundeError('unavailable', `${name} does not answer`, { cause: error })
      })
    if (outcome.ok) return outcome.value
    throw outcome.error
  }
}
