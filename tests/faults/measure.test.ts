import { expect, test } from 'vitest'
import type { Attempt, Outcome } from './history.ts'
import { durationsOf, failedOperations, quantile, successOutside } from './measure.ts'

const acknowledged: Outcome = { type: 'acknowledged', answer: {} }
const unknown: Outcome = { type: 'unknown', reason: 'ECONNRESET' }
const full: Outcome = { type: 'refused', status: 409, code: 'meeting_full' }
const away: Outcome = { type: 'refused', status: 503, code: 'unavailable' }

const at = (asked_at: number, outcome: Outcome, more: Partial<Attempt> = {}): Attempt => ({
  operation: asked_at,
  attempt: 0,
  asked: { kind: 'exists' },
  asked_at,
  answered_at: asked_at + 10,
  outcome,
  ...more,
})

test('quantiles are values that occurred', () => {
  const values = [5, 1, 4, 2, 3]
  expect([quantile(values, 0.5), quantile(values, 0.99), quantile([], 0.5)]).toEqual([3, 5, 0])
})

test('durations are of every attempt', () => {
  expect(durationsOf([at(0, acknowledged), at(0, unknown, { answered_at: 100 })])).toEqual({ p50: 10, p99: 100, max: 100 })
})

test('an operation has failed when its last attempt has', () => {
  const attempts = [at(1, unknown), at(1, acknowledged, { attempt: 1 }), at(2, away), at(3, full)]
  expect(failedOperations(attempts)).toBe(1)
})

test('success is counted outside the windows only, by first attempts', () => {
  const attempts = [
    at(0, acknowledged),
    at(95, unknown),
    at(150, away),
    at(300, full),
    at(400, away),
    at(500, acknowledged, { attempt: 1 }),
  ]
  expect(successOutside(attempts, [{ from: 100, to: 200 }])).toEqual({ share: 2 / 3, of: 3 })
})
