import { messageLimits } from '@runde/contracts/chat'
import { PersonLines } from '@runde/contracts/text'
import fc from 'fast-check'
import { Compile } from 'typebox/compile'
import { expect, test } from 'vitest'
import { left, longest, written } from './written.ts'

test('lines stay, and what turns text round or cannot be seen goes', () => {
  expect(written('  Guten Morgen\r\nzusammen \u202e!\u0000 ')).toBe('Guten Morgen\nzusammen !')
  expect(written('\n \u200b \u0007')).toBeUndefined()
  expect(written('🎉')).toBe('🎉')
})

test('what is sent is what the server takes', () => {
  const taken = Compile(PersonLines(messageLimits.text, ''))
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (typed) => {
      const text = written(typed)
      if (text !== undefined) expect([text, taken.Check(text)]).toEqual([text, true])
    }),
  )
})

test('characters are counted as people count them', () => {
  expect(longest).toBe(messageLimits.text)
  expect(left('🎉🎉')).toBe(longest - 2)
})
