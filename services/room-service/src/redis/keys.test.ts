import { expect, test } from 'vitest'
import { newMeetingId } from '../state/new-meeting-id.ts'
import { idempotencyKey, keysOf, keysOfShard, shardCount, shardOf } from './keys.ts'

const ids = Array.from({ length: 20_000 }, newMeetingId)

test('all keys of a meeting stand in one shard, and every shard gets its part', () => {
  const tagOf = (key: string) => /^\{s\d+\}/.exec(key)?.[0]
  const perShard = new Map<number, number>()
  for (const id of ids) {
    const { shard, ...keys } = keysOf(id)
    expect(new Set(Object.values(keys).map(tagOf))).toEqual(new Set([`{s${shard}}`]))
    perShard.set(shard, (perShard.get(shard) ?? 0) + 1)
  }
  expect(perShard.size).toBe(shardCount)
  expect(keysOf(ids[0] ?? '').due).toBe(keysOfShard(shardOf(ids[0] ?? '')).due)
})

test('the record of an idempotency key stands in the shard of the key', () => {
  expect(idempotencyKey('abc')).toBe(`{s${shardOf('abc')}}:once:abc`)
})
