import { expect, test } from 'vitest'
import { badge, unreadOf } from './unread.ts'

const said = (id: string, by: string, at: number) => ({ id, by, name: by, at, text: 'ja' })
const messages = [said('9-0', 'jonas', 9), said('10-0', 'jonas', 10), said('11-0', 'mira', 11), said('12-0', 'jonas', 12)]
const unread = (seen: string, since: number, own = 'mira') => unreadOf(messages, { own, seen, since }).map(({ id }) => id)

test('unread is what others have said since', () => {
  expect(unread('', 0)).toEqual(['9-0', '10-0', '12-0'])
  expect(unread('', 0, 'jonas')).toEqual(['11-0'])
})

test('what was said before the reader came is not, nor what they have seen', () => {
  expect(unread('', 10)).toEqual(['10-0', '12-0'])
  expect(unread('9-0', 0)).toEqual(['10-0', '12-0'])
  expect(unread('12-0', 0)).toEqual([])
})

test('a badge has room for two digits', () => expect([1, 99, 100, 5000].map(badge)).toEqual(['1', '99', '99+', '99+']))
