import { expect, test } from 'vitest'
import { asMessage, compareIds, merged } from './message.ts'

const ids = (...all: string[]) => all.map((id) => ({ id }))

test('ids are ordered by their numbers, not as texts', () => {
  const some = ['1764380000000-10', '', '1764380000000-2', '999-0', '1764380000001-0']
  expect(some.toSorted(compareIds)).toEqual(['', '999-0', '1764380000000-2', '1764380000000-10', '1764380000001-0'])
})

test('what is known and what is new become one list, each message once, in order', () => {
  expect(merged(ids('1-0', '3-0'), ids('2-0', '3-0', '3-1'))).toEqual(ids('1-0', '2-0', '3-0', '3-1'))
  expect(merged([], [])).toEqual([])
})

test('what is told anew replaces what was known', () => {
  expect(merged([{ id: '1-0', text: 'before' }], [{ id: '1-0', text: 'after' }])).toEqual([{ id: '1-0', text: 'after' }])
})

test('of very many the latest stay', () => {
  const many = merged([], ids(...Array.from({ length: 1002 }, (_, at) => `${at}-0`)))
  expect([many.length, many[0]?.id, many.at(-1)?.id]).toEqual([1000, '2-0', '1001-0'])
})

test('a time that is none does not break the page', () => {
  const told = { message_id: '1-0', participant_id: 'guest-1', display_name: 'Mira', sent_at: 'soon' }
  expect(asMessage(told, 'ja')).toEqual({ id: '1-0', by: 'guest-1', name: 'Mira', at: 0, text: 'ja' })
})
