import { expect, test } from 'vitest'
import { passcodeHashes } from './passcode.ts'

const hash = passcodeHashes('s'.repeat(32))

test('the same passcode of the same meeting has the same hash, however its letters are composed', () => {
  expect(hash('a', 'Grün')).toBe(hash('a', 'Gru\u0308n'))
  expect(hash('a', 'Grün')).not.toBe(hash('a', 'grün'))
})

test('a hash tells neither that two meetings have the same passcode, nor anything without the secret', () => {
  expect(hash('a', '1234')).not.toBe(hash('b', '1234'))
  expect(hash('a', '1234')).not.toBe(passcodeHashes('t'.repeat(32))('a', '1234'))
})
