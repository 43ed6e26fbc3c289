import { expect, test } from 'vitest'
import { watchWay } from './carried.ts'
import type { Path } from './peer-order.ts'

const path = (protocol: string, relayed = false): Path => ({ protocol, relayed, host: 'h', port: 1, roundTrip: undefined })
const both = (frames: readonly number[], ...own: readonly Path[]) => ({ frames, paths: [own, own] })

test('pictures count from when all media travel the way', () => {
  const carried = watchWay('tcp')
  expect(carried(both([40, 40], path('udp')))).toBe(false)
  expect(carried(both([50, 50], path('tcp')))).toBe(false)
  expect(carried(both([54, 60], path('tcp')))).toBe(false)
  expect(carried(both([55, 60], path('tcp')))).toBe(true)
})

test('a way that is left in between counts anew', () => {
  const carried = watchWay('udp')
  carried(both([0, 0], path('udp')))
  carried(both([9, 9], path('tcp')))
  expect(carried(both([12, 12], path('udp')))).toBe(false)
})

test('one connection by another way is enough to doubt', () => {
  const carried = watchWay('udp')
  carried(both([0, 0], path('udp'), path('udp', true)))
  expect(carried(both([9, 9], path('udp'), path('udp', true)))).toBe(false)
})

test('by TURN, it is the relay that counts', () => {
  const carried = watchWay('turn')
  carried(both([0, 0], path('udp', true)))
  expect(carried(both([5, 5], path('udp', true)))).toBe(true)
})

test('without any path nothing is carried', () => {
  const carried = watchWay('udp')
  carried({ frames: [], paths: [] })
  expect(carried({ frames: [9, 9], paths: [[], []] })).toBe(false)
})
