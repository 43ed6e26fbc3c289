import { expect, test } from 'vitest'
import { hashOfHostKey, isHostKey, keyedHostKeys, newHostKey } from './host-key.ts'

const secret = 's'.repeat(32)

test('a host key has 192 bits behind a prefix that a search finds', () => {
  const keys = new Set(Array.from({ length: 1_000 }, newHostKey))
  expect(keys.size).toBe(1_000)
  for (const key of keys) expect(key).toMatch(/^host_[A-Za-z0-9_-]{32}$/)
})

test('the same idempotency key gives the same host key, of this meeting and this installation only', () => {
  const key = keyedHostKeys(secret)('7kq-mfxr-2rp', 'once')
  expect(keyedHostKeys(secret)('7kq-mfxr-2rp', 'once')).toBe(key)
  const others = [
    keyedHostKeys(secret)('7kq-mfxr-2rq', 'once'),
    keyedHostKeys(secret)('7kq-mfxr-2rp', 'twice'),
    keyedHostKeys('t'.repeat(32))('7kq-mfxr-2rp', 'once'),
  ]
  expect(others).not.toContain(key)
})

test('a key opens the meeting that keeps its hash', () => {
  const [first, second] = [newHostKey(), newHostKey()]
  const hashes = [hashOfHostKey(first), hashOfHostKey(second)]
  expect([first, second].map((key) => isHostKey(hashes, key))).toEqual([true, true])
  expect(hashes.some((hash) => first.includes(hash))).toBe(false)
})

test.each([
  ['another key', newHostKey()],
  ['nothing', ''],
  ['the hash itself', `host_${hashOfHostKey(`host_${'a'.repeat(32)}`)}`],
  ['a key with something behind it', `host_${'a'.repeat(32)}x`],
])('%s opens nothing', (_what, key) => {
  expect(isHostKey([hashOfHostKey(`host_${'a'.repeat(32)}`)], key)).toBe(false)
  expect(isHostKey([], key)).toBe(false)
})
