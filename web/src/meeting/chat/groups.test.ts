import { expect, test } from 'vitest'
import { groupsOf } from './groups.ts'
import { type Row, rowsOf } from './rows.ts'

const said = (id: string, by: string, minute: number, more: Partial<Row> = {}): Row => ({
  id,
  by,
  name: by,
  at: minute * 60_000,
  text: id,
  state: 'sent',
  ...more,
})
const shape = (rows: readonly Row[]) => groupsOf(rows).map(({ by, rows: all }) => [by, ...all.map(({ id }) => id)])

test('what one person says within five minutes stands together', () => {
  expect(shape([said('1', 'mira', 0), said('2', 'mira', 4), said('3', 'mira', 5), said('4', 'jonas', 5), said('5', 'mira', 5)])).toEqual([
    ['mira', '1', '2'],
    ['mira', '3'],
    ['jonas', '4'],
    ['mira', '5'],
  ])
})

test('a name that has changed begins anew', () => {
  expect(shape([said('1', 'mira', 0, { name: 'Mira' }), said('2', 'mira', 1, { name: 'Mira O.' })])).toEqual([
    ['mira', '1'],
    ['mira', '2'],
  ])
})

test('what did not arrive stands by itself', () => {
  const rows = [said('1', 'mira', 0), said('2', 'mira', 0, { state: 'silent' }), said('3', 'mira', 0, { state: 'underway' })]
  expect(shape(rows)).toEqual([
    ['mira', '1'],
    ['mira', '2'],
    ['mira', '3'],
  ])
  expect(groupsOf(rows).map(({ failed }) => failed)).toEqual([false, true, false])
})

test('of nothing there are none', () => expect(groupsOf([])).toEqual([]))

test('what was written here keeps its row when everybody has it, and what is on its way comes last', () => {
  const message = { id: '1-0', by: 'guest-1', name: 'Mira', at: 1, text: 'ja' }
  const rows = rowsOf({
    messages: [message, { ...message, id: '2-0', by: 'guest-2' }],
    outgoing: [
      { key: 'b', text: 'nein', at: 0 },
      { key: 'c', text: 'doch', at: 0, failure: 'closed' },
    ],
    keys: new Map([['1-0', 'a']]),
    own: { identity: 'guest-1', name: 'Mira' },
  })
  expect(rows.map(({ id, by, state }) => [id, by, state])).toEqual([
    ['a', 'guest-1', 'sent'],
    ['2-0', 'guest-2', 'sent'],
    ['b', 'guest-1', 'underway'],
    ['c', 'guest-1', 'closed'],
  ])
})
