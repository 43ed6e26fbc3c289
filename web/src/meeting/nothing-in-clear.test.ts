import { expect, test } from 'vitest'
import { asEncrypted } from './nothing-in-clear.ts'

test.each([true, false])('a person whose tracks are said to be encrypted (%s) has to encrypt', (enabled) =>
  expect(asEncrypted({ kind: 'enable', data: { participantIdentity: 'guest-1', enabled } })).toEqual({
    kind: 'enable',
    data: { participantIdentity: 'guest-1', enabled: true },
  }),
)

test('every other message is passed on as it is', () => {
  const message = { kind: 'removeTransform', data: { participantIdentity: 'guest-1', trackId: 'TR_1' } } as const
  expect(asEncrypted(message)).toBe(message)
})
