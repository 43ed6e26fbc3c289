import { expect, test } from 'vitest'
import { compareIds, merged, stillOutgoing } from './message.ts'

test('ids are ordered by their numbers, not as texts', () => {
  const ids = ['1764380000000-10', '1764380000000-2', '999-0', '1764380000001-0']
  expect(ids.toSorted(compareIds)).toEqual(['999-0', '1764380000000-2', '1764380000000-10', '1764380000001-0'])
})

test('what is known and what is new become one list, each message once, in order', () => {
  const known = [{ id: '1-0' }, { id: '3-0' }]
  expect(merged(known, [{ id: '2-0' }, { id: '3-0' }, { id: '3-1' }])).toEqual([{ id: '1-0' }, { id: '2-0' }, { id: '3-0' }, { id: '3-1' }])
  expect(merged([], [])).toEqual([])
})

test('a message that is heard takes one off what is on its way, and not one from before', () => {
  const yes = { key: 'a', text: 'ja', at: 100_000 }
  const again = { key: 'b', text: 'ja', at: 101_000, failure: 'notSent' } as const
  const no = { key: 'c', text: 'nein', at: 100_000 }
  expect(stillOutgoing([yes, again, no], [{ text: 'ja', at: 100_500 }])).toEqual([again, no])
  expect(
    stillOutgoing(
      [yes, again, no],
      [
        { text: 'ja', at: 100_500 },
        { text: 'ja', at: 101_500 },
      ],
    ),
  ).toEqual([no])
  // Said long ago, and shown only now.
  expect(stillOutgoing([yes], [{ text: 'ja', at: 60_000 }])).toEqual([yes])
  expect(stillOutgoing([yes], [{ text: undefined, at: 100_500 }])).toEqual([yes])
})
