import { expect, it } from 'vitest'
import { waitedSeconds } from './waited.ts'

const since = '2026-11-25T15:30:00.000Z'
const at = Date.parse(since)

it.each([
  ['whole seconds are counted', at + 42_900, 0, 42],
  ['a second that the clocks differ by is not known', at + 42_000, -1200, 42],
  ['an hour that they differ by is', at + 3_642_000, -3_600_000, 42],
  ['nobody has waited for less than no time', at - 2000, 0, 0],
  ['nor by a server that is behind', at, -60_000, 0],
])('%s', (_, now, ahead, seconds) => expect(waitedSeconds(since, now, ahead)).toBe(seconds))
