import { expect, test } from 'vitest'
import { parseRecent, recentLimit, withRecent } from './recent-meetings.ts'

const meeting = (n: number) => ({ id: `7kq-mfxr-2r${'23456789'[n]}`, name: `Meeting ${n}`, at: n })

test('the newest stands first, each meeting once, and the list stays short', () => {
  let list = [meeting(0)]
  for (const n of [1, 2, 3, 4]) list = withRecent(list, meeting(n))
  expect(list.map(({ at }) => at)).toEqual([4, 3, 2, 1])
  expect(list).toHaveLength(recentLimit)
  expect(withRecent(list, { ...meeting(2), at: 9 }).map(({ at }) => at)).toEqual([9, 4, 3, 1])
})

test('whatever else is stored is passed over', () => {
  expect(parseRecent(undefined)).toEqual([])
  expect(parseRecent({ meetings: 'no' })).toEqual([])
  expect(parseRecent({ meetings: [null, 7, { id: 'x', name: 'y', at: 1 }, { ...meeting(1), at: '1' }, meeting(2)] })).toEqual([meeting(2)])
})
