import { expect, test } from 'vitest'
import { keyToJoinWith } from './key-to-join-with.ts'

const key = 'AAECAwQFBgcICQoLDA0ODw'

test('an encrypted meeting is joined with the key', () => expect(keyToJoinWith({ encrypted: true, key, able: true })).toBe(key))

test.each([true, false])('in one that is not nobody encrypts (able: %s)', (able) =>
  expect(keyToJoinWith({ encrypted: false, key: undefined, able })).toBeUndefined(),
)

test.each([
  ['an encrypted meeting without the key', { encrypted: true, key: undefined, able: true }],
  ['an encrypted meeting in a browser that cannot', { encrypted: true, key, able: false }],
  ['with a key a meeting that the server says is not encrypted', { encrypted: false, key, able: true }],
])('nobody joins %s', (_, known) => expect(() => keyToJoinWith(known)).toThrow(expect.objectContaining({ code: 'encryption' })))
