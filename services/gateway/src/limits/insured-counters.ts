import { metrics } from '@opentelemetry/api'
import type { Logger } from '@runde/service-kit/log'
import type { Counters } from './counters.ts'

export interface InsuredCountersDeps {
  /** Of all replicas. */
  readonly shared: Counters
  /** Of this one; they take over while the shared ones do not answer. */
  readonly own: Counters
  readonly log: Pick<Logger, 'warn' | 'info'>
}

const innermost = (error: unknown): Error => {
  const { cause } = error as Error
  return cause === undefined ? (error as Error) : innermost(cause)
}

/** Never fails: nobody is kept from a meeting because Redis is away, and each replica still limits what comes to it. */
export const insuredCounters = ({ shared, own, log }: InsuredCountersDeps): Counters => {
  let alone = false
  metrics
    .getMeter('runde')
    .createObservableGauge('runde.limits.alone', { description: '1 while this replica counts requests by itself, because Redis is away' })
    .addCallback((result) => result.observe(alone ? 1 : 0))
  const insured =
    (operation: keyof Counters): Counters[keyof Counters] =>
    async (counters) => {
      try {
        const waits = await shared[operation](counters)
        if (alone) log.info('requests are counted by all replicas together again')
        alone = false
        return waits
      } catch (error) {
        // The whole error may carry the password.
        if (!alone) log.warn({ reason: innermost(error).message }, 'Redis does not answer: this replica counts requests by itself')
        alone = true
        return own[operation](counters)
      }
    }
  return { look: insured('look'), count: insured('count') }
}
