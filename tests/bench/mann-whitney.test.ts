import { expect, test } from 'vitest'
import { mannWhitney } from './mann-whitney.ts'

test.each([
  [[1, 2, 3], [4, 5, 6], 1],
  [[4, 5, 6], [1, 2, 3], 0],
  [[1, 2, 3], [1, 2, 3], 0.5],
  [[7, 7], [7, 7, 7], 0.5],
  [[1, 3], [2], 0.5],
  [[1, 2], [2, 3], 7 / 8],
])('of %j and %j, the second is greater with the probability %d', (first, second, greater) => {
  expect(mannWhitney(first, second).greater).toBeCloseTo(greater, 10)
})

test('a shift that is far smaller than the spread is told from chance when there are enough figures', () => {
  const row = (shift: number) => Array.from({ length: 2_000 }, (_, n) => ((n * 7_919) % 2_000) / 2_000 + shift)
  const alike = mannWhitney(row(0), row(0))
  expect(Math.abs(alike.greater - 0.5)).toBeLessThan(alike.chance)
  const shifted = mannWhitney(row(0), row(0.05))
  expect(shifted.greater - 0.5).toBeGreaterThan(3 * shifted.chance)
})
