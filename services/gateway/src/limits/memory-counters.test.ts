import { beforeEach, expect, test } from 'vitest'
import type { Counter, Counters } from './counters.ts'
import { memoryCounters } from './memory-counters.ts'

let time: number
let counters: Counters

beforeEach(() => {
  time = 1_000_000
  counters = memoryCounters({ now: () => time, mostKept: 10 })
})

const counter = (group: string, most: number, window = 60_000): Counter => ({ name: `joins:${most}:${window}`, group, most, window })

test('a counter takes what it takes, and has room again when its window is over', async () => {
  const joins = counter('a', 2)
  expect(await counters.count([joins])).toEqual([0])
  time += 10_000
  expect(await counters.count([joins])).toEqual([0])
  expect(await counters.count([joins])).toEqual([50_000])
  time += 49_999
  expect(await counters.look([joins])).toEqual([1])
  time += 1
  expect(await counters.look([joins])).toEqual([0])
  expect(await counters.count([joins])).toEqual([0])
  expect(await counters.count([joins])).toEqual([0])
  expect(await counters.count([joins])).toEqual([60_000])
})

test('looking counts nothing', async () => {
  for (let n = 0; n < 5; n++) expect(await counters.look([counter('a', 1)])).toEqual([0])
  expect(await counters.count([counter('a', 1)])).toEqual([0])
})

test('what one refuses, no other counts', async () => {
  const [narrow, wide] = [counter('a', 1), counter('network', 2)]
  await counters.count([narrow, wide])
  for (let n = 0; n < 5; n++) expect(await counters.count([narrow, wide])).toEqual([60_000, 0])
  expect(await counters.count([counter('b', 1), wide])).toEqual([0, 0])
  expect(await counters.count([counter('c', 1), wide])).toEqual([0, 60_000])
  expect(await counters.look([counter('c', 1)])).toEqual([0])
})

test('groups, names and windows are counted apart', async () => {
  await counters.count([counter('a', 1)])
  expect(await counters.count([counter('b', 1)])).toEqual([0])
  expect(await counters.count([counter('a', 1, 1_000)])).toEqual([0])
})

test('of very many the oldest is forgotten', async () => {
  await counters.count([counter('first', 1)])
  for (let n = 0; n < 10; n++) await counters.count([counter(`group ${n}`, 1)])
  expect(await counters.look([counter('first', 1), counter('group 0', 1)])).toEqual([0, 60_000])
})
