import { pino } from 'pino'
import { expect, it, vi } from 'vitest'
import { runRelay } from './run-relay.ts'

const log = pino({ level: 'silent' })

/** Outboxes with so many events each; remembers the order of the turns, and how many ran at once. */
const outboxes = (waiting: Record<number, number>, failing: number[] = []) => {
  const turns: number[] = []
  const inside = new Set<number>()
  const seen = { most: 0, twice: false }
  const relay = async (shard: number) => {
    seen.twice ||= inside.has(shard)
    inside.add(shard)
    seen.most = Math.max(seen.most, inside.size)
    await new Promise(setImmediate)
    inside.delete(shard)
    if (failing.includes(shard)) throw new Error('the bus is away')
    const left = waiting[shard] ?? 0
    if (left === 0) return 0
    turns.push(shard)
    waiting[shard] = left - 1
    return 1
  }
  return { relay, waiting, turns, seen, owned: () => new Set(Object.keys(waiting).map(Number)) }
}

it('a shard with much to tell lets the others have their turns, one at a time', async () => {
  const { relay, turns, seen, waiting, owned } = outboxes({ 1: 20, 2: 1, 3: 1 })
  {
    await using _ = runRelay({ relay, owned, log })
    await vi.waitFor(() => expect(waiting).toEqual({ 1: 0, 2: 0, 3: 0 }))
  }
  expect(turns.indexOf(3)).toBeLessThan(5)
  expect(seen).toEqual({ most: 1, twice: false })
})

it('a shard that fails keeps no other from being relayed', async () => {
  const { relay, waiting, owned } = outboxes({ 1: 3, 2: 3, 3: 3 }, [1, 2])
  await using _ = runRelay({ relay, owned, log })
  await vi.waitFor(() => expect(waiting[3]).toBe(0))
})

it('what is waiting when it ends is still published', async () => {
  const { relay, waiting, owned } = outboxes({ 1: 30 })
  {
    await using own = runRelay({ relay, owned, log })
    own.wake(1)
  }
  expect(waiting).toEqual({ 1: 0 })
})

it('wakes only for shards of its own', async () => {
  const { relay, waiting } = outboxes({ 1: 1 })
  {
    await using own = runRelay({ relay, owned: () => new Set(), log })
    own.wake(1)
  }
  expect(waiting).toEqual({ 1: 1 })
})
