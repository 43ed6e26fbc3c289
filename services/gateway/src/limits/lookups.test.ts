import { expect, test } from 'vitest'
import type { Counter } from './counters.ts'
import { createLookups } from './lookups.ts'

const counters = (address: string): Counter[] => [
  { name: 'address', group: address, most: 2, window: 60_000 },
  { name: 'network', group: 'network', most: 3, window: 60_000 },
]

test('no group looks for more different meetings at once than its counter takes', () => {
  const lookups = createLookups()
  const first = lookups.begin(counters('a'), 'one')
  expect(lookups.begin(counters('a'), 'two')).toBeDefined()
  expect(lookups.begin(counters('a'), 'three')).toBeUndefined()
  expect(lookups.begin(counters('b'), 'three')).toBeDefined()
  expect(lookups.begin(counters('b'), 'four')).toBeUndefined()
  first?.[Symbol.dispose]()
  expect(lookups.begin(counters('a'), 'four')).toBeDefined()
})

test('a house that comes to one meeting looks for one, until the last of them is answered', () => {
  const lookups = createLookups()
  const house = Array.from({ length: 100 }, () => lookups.begin(counters('a'), 'one'))
  expect(house).not.toContain(undefined)
  lookups.begin(counters('a'), 'two')
  for (const one of house.slice(1)) one?.[Symbol.dispose]()
  // Answered twice is answered once.
  house[1]?.[Symbol.dispose]()
  expect(lookups.begin(counters('a'), 'three')).toBeUndefined()
  house[0]?.[Symbol.dispose]()
  expect(lookups.begin(counters('a'), 'three')).toBeDefined()
})

test('without a limit there is none', () => {
  const lookups = createLookups()
  for (let n = 0; n < 100; n++) expect(lookups.begin([], `meeting ${n}`)).toBeDefined()
})
