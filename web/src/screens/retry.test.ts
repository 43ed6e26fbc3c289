import { expect, test } from 'vitest'
import { pauseBefore } from './retry.ts'

test('the pause grows and then stays', () => {
  expect([1, 2, 3, 4, 5, 6, 60].map((attempt) => pauseBefore(attempt))).toEqual([2, 4, 8, 16, 30, 30, 30])
})

test('the server is not asked sooner than it wants, nor much later', () => {
  expect(pauseBefore(1, 5)).toBe(5)
  expect(pauseBefore(1, 4.2)).toBe(5)
  expect(pauseBefore(1, 3600)).toBe(30)
})
