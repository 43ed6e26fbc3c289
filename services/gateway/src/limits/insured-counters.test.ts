import { RundeError } from '@runde/contracts/errors'
import { expect, test } from 'vitest'
import type { Counter, Counters } from './counters.ts'
import { insuredCounters } from './insured-counters.ts'
import { memoryCounters } from './memory-counters.ts'

const joins: Counter = { name: 'joins', group: 'a', most: 1, window: 60_000 }

test('while the shared counters do not answer the own ones count; both changes are logged once', async () => {
  const redis = memoryCounters()
  let away = false
  const asked =
    (operation: keyof Counters): Counters[keyof Counters] =>
    async (wanted) => {
      if (away) throw new RundeError('unavailable', 'redis does not answer')
      return redis[operation](wanted)
    }
  const lines: string[] = []
  const log = { warn: (_: object, text: string) => void lines.push(text), info: (text: string) => void lines.push(text) }
  const counters = insuredCounters({ shared: { look: asked('look'), count: asked('count') }, own: memoryCounters(), log: log as never })

  expect(await counters.count([joins])).toEqual([0])
  expect((await counters.count([joins]))[0]).toBeGreaterThan(0)
  expect(lines).toEqual([])
  away = true
  expect(await counters.look([joins])).toEqual([0])
  expect(await counters.count([joins])).toEqual([0])
  expect((await counters.count([joins]))[0]).toBeGreaterThan(0)
  away = false
  expect((await counters.look([joins]))[0]).toBeGreaterThan(0)
  await counters.look([joins])
  expect(lines).toEqual([
    'Redis does not answer: this replica counts requests by itself',
    'requests are counted by all replicas together again',
  ])
})
