import { messageLimits } from '@runde/contracts/chat'
import { expect, test } from 'vitest'
import { sealOf } from './seal.ts'

const key = 'AAECAwQFBgcICQoLDA0ODw'
const meeting = '7kq-mfxr-2rp'
const seal = sealOf(key, meeting)

test('what is sealed is opened with the same key, and looks different each time', async () => {
  const text = 'Guten Morgen\n🎉 äöü'
  const [one, other] = [await seal.close(text, 'guest-1'), await seal.close(text, 'guest-1')]
  expect(one).toMatch(/^[\w-]{38,}$/)
  expect(one).not.toBe(other)
  expect(await sealOf(key, meeting).open(one, 'guest-1')).toBe(text)
})

test('nobody opens it with another key, as somebody else’s, in another meeting, or changed', async () => {
  const sealed = await seal.close('unter uns', 'guest-1')
  const changed = sealed.slice(0, -3) + (sealed.endsWith('AAA') ? 'BBB' : 'AAA')
  expect(await sealOf('DwAECAwQFBgcICQoLDA0OA', meeting).open(sealed, 'guest-1')).toBeUndefined()
  expect(await seal.open(sealed, 'guest-2')).toBeUndefined()
  expect(await sealOf(key, 'aaa-bbbb-ccc').open(sealed, 'guest-1')).toBeUndefined()
  for (const one of [changed, sealed.slice(4), '', 'a', 'äöü']) expect(await seal.open(one, 'guest-1')).toBeUndefined()
})

test('the longest text fits into what the server takes, and one character into the least', async () => {
  expect((await seal.close('🎉'.repeat(messageLimits.text), 'guest-1')).length).toBeLessThanOrEqual(messageLimits.sealed)
  expect((await seal.close('a', 'guest-1')).length).toBeGreaterThanOrEqual(38)
})
