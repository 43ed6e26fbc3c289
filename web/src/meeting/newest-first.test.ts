import { expect, it } from 'vitest'
import { newestFirst } from './newest-first.ts'

it('puts what is new first and forgets what is gone', () => {
  expect(newestFirst(['a', 'b'], ['b', 'a', 'c'])).toEqual(['c', 'a', 'b'])
  expect(newestFirst(['c', 'a', 'b'], ['a', 'b'])).toEqual(['a', 'b'])
  expect(newestFirst([], ['a'])).toEqual(['a'])
})
