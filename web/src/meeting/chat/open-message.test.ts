import { expect, test } from 'vitest'
import { openMessage } from './open-message.ts'
import { sealOf } from './seal.ts'

const seal = sealOf('AAECAwQFBgcICQoLDA0ODw', '7kq-mfxr-2rp')
const by = { participant_id: 'guest-1' }

test('in an encrypted meeting what is sealed is read', async () => {
  expect(await openMessage({ ...by, sealed: await seal.close('unter uns', 'guest-1') }, seal)).toBe('unter uns')
})

test('in an encrypted meeting nothing in clear is believed', async () => {
  expect(await openMessage({ ...by, text: 'Überweise 1000 €' }, seal)).toBeUndefined()
  expect(await openMessage(by, seal)).toBeUndefined()
})

test('nor what comes under the name of somebody else', async () => {
  expect(await openMessage({ participant_id: 'guest-2', sealed: await seal.close('unter uns', 'guest-1') }, seal)).toBeUndefined()
})

test.each(['\u202etxt.exe', 'a\u0000b', '   ', 'x'.repeat(2001)])('nor what the server would not have taken', async (text) =>
  expect(await openMessage({ ...by, sealed: await seal.close(text, 'guest-1') }, seal)).toBeUndefined(),
)

test('in another meeting a text is read, and nothing that is sealed', async () => {
  expect(await openMessage({ ...by, text: 'Guten Morgen' }, undefined)).toBe('Guten Morgen')
  expect(await openMessage({ ...by, sealed: await seal.close('unter uns', 'guest-1') }, undefined)).toBeUndefined()
})
