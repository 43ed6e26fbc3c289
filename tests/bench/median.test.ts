import { expect, test } from 'vitest'
import { median } from './median.ts'

test.each([
  [[3], 3],
  [[9, 1, 5], 5],
  [[4, 1, 2, 3], 2.5],
  [[10, 9, 100], 10],
])('the median of %j is %d', (figures, middle) => {
  expect(median(figures)).toBe(middle)
})

test('there is no median of nothing, and the figures stay in their order', () => {
  expect(() => median([])).toThrow('no figures')
  const figures = [2, 1]
  median(figures)
  expect(figures).toEqual([2, 1])
})
