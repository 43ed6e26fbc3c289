import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { retryBudget } from './retry-budget.ts'

const take = (wanted: number, budget: ReturnType<typeof retryBudget>, now: number) =>
  Array.from({ length: wanted }, () => budget.retry(now)).filter(Boolean).length

describe('a budget of repetitions', () => {
  test('allows ten without any traffic, and a tenth of the traffic besides', () => {
    const quiet = retryBudget()
    expect(take(100, quiet, 0)).toBe(10)
    const busy = retryBudget()
    for (let n = 0; n < 1_000; n++) busy.request(n)
    expect(take(1_000, busy, 1_000)).toBe(110)
  })

  test('comes back when the time has passed', () => {
    const budget = retryBudget()
    take(10, budget, 0)
    expect(budget.retry(4_000)).toBe(false)
    expect(budget.retry(12_000)).toBe(true)
  })

  test('holds in every five seconds, whatever the traffic', () => {
    const steps = fc.array(fc.record({ pause: fc.integer({ min: 0, max: 400 }), retries: fc.boolean() }), { maxLength: 400 })
    fc.assert(
      fc.property(steps, (all) => {
        const budget = retryBudget()
        let now = 0
        const requests: number[] = []
        const retries: number[] = []
        for (const step of all) {
          now += step.pause
          budget.request(now)
          requests.push(now)
          if (step.retries && budget.retry(now)) retries.push(now)
          const recent = (times: number[], span: number) => times.filter((time) => now - time < span).length
          expect(recent(retries, 5_000)).toBeLessThanOrEqual(10 + 1 + 0.1 * recent(requests, 10_000))
        }
      }),
    )
  })
})
