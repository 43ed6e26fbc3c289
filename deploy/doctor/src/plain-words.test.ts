import { expect, test } from 'vitest'
import { inPlainWords, listed } from './plain-words.ts'

const coded = (code: string) => Object.assign(new Error(code), { code })

test('the code counts, however deep it lies', () => {
  const words = 'refuses the connection: nothing listens there'
  expect(inPlainWords(coded('ECONNREFUSED'))).toBe(words)
  expect(inPlainWords(new TypeError('fetch failed', { cause: coded('ECONNREFUSED') }))).toBe(words)
  expect(inPlainWords(new TypeError('fetch failed', { cause: new AggregateError([coded('ECONNREFUSED')]) }))).toBe(words)
})

test('what nobody has words for keeps its own', () => {
  expect(inPlainWords(coded('EODD'))).toBe('fails (EODD)')
  expect(inPlainWords(new Error('fetch failed', { cause: new Error('strange') }))).toBe('fails (strange)')
})

test('lists', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(listed)).toEqual(['', 'a', 'a and b', 'a, b and c'])
})
