import { messageLimits } from '@runde/contracts/chat'
import { PersonLines } from '@runde/contracts/text'
import { expect, test } from 'vitest'
import { left, longest, written } from './written.ts'

test('lines stay, and what turns text round or cannot be seen goes', () => {
  expect(written('  Guten Morgen\r\nzusammen \u202e!\u0000 ')).toBe('Guten Morgen\nzusammen !')
  expect(written('a\u2028b\u2029c\rd\te')).toBe('a\nb\nc\nd e')
  expect(written('🎉')).toBe('🎉')
})

test.each(['', ' ', '\n \u200b \u0007', '\u202e', '\t'])('nothing is sent of %j', (typed) => expect(written(typed)).toBeUndefined())

test('what is sent is what the server takes, whatever character was typed', () => {
  const { pattern } = PersonLines(messageLimits.text, '') as { readonly pattern?: string }
  const taken = new RegExp(pattern ?? '', 'u')
  for (let code = 0; code < 0x3000; code++) {
    const text = written(`a${String.fromCodePoint(code)}b`) ?? ''
    expect([code, taken.test(text)]).toEqual([code, true])
  }
})

test('characters are counted as people count them', () => {
  expect(longest).toBe(messageLimits.text)
  expect(left('🎉🎉')).toBe(longest - 2)
})
