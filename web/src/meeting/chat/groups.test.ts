import { expect, test } from 'vitest'
import { groupsOf } from './groups.ts'

const said = (id: string, by: string, minute: number, name = by) => ({ id, by, name, at: minute * 60_000, text: id })
const shape = (messages: Parameters<typeof groupsOf>[0]) =>
  groupsOf(messages).map(({ by, messages: all }) => [by, ...all.map(({ id }) => id)])

test('what one person says within five minutes stands together', () => {
  const messages = [said('1', 'mira', 0), said('2', 'mira', 4), said('3', 'mira', 5), said('4', 'jonas', 5), said('5', 'mira', 5)]
  expect(shape(messages)).toEqual([
    ['mira', '1', '2'],
    ['mira', '3'],
    ['jonas', '4'],
    ['mira', '5'],
  ])
})

test('a name that has changed begins anew', () => {
  expect(shape([said('1', 'mira', 0, 'Mira'), said('2', 'mira', 1, 'Mira O.')])).toEqual([
    ['mira', '1'],
    ['mira', '2'],
  ])
})

test('of nothing there are none', () => expect(groupsOf([])).toEqual([]))
