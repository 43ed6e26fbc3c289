import { describe, expect, test } from 'vitest'
import { forgottenAfter, isAboutKey, isFailing, isOwnKeyWrong, type Sender, withFailure } from './decryption.ts'

const failures = (...times: readonly number[]) => {
  const [first = 0, ...rest] = times
  return rest.reduce(withFailure, withFailure(undefined, first))
}

describe('somebody cannot be decrypted', () => {
  test('once that is told a second later still', () => expect(isFailing(failures(5000, 6000), 6000)).toBe(true))

  test.each([
    ['after one frame', [5000]],
    ['after one frame of each of two tracks', [5000, 5020]],
    ['after one frame, and another much later', [5000, 25_000]],
  ])('but not %s', (_, times) => expect(isFailing(failures(...times), times.at(-1) ?? 0)).toBe(false))

  test('for as long as the SDK may be silent about it, and no longer', () => {
    const one = failures(5000, 6000)
    expect(isFailing(one, 6000 + 61_000)).toBe(true)
    expect(isFailing(one, 6000 + forgottenAfter)).toBe(false)
    expect(isFailing(withFailure(one, 6000 + 61_000), 6000 + 2 * 61_000)).toBe(true)
  })
})

test.each([
  ['InvalidKey: Decryption failed: OperationError', true],
  ['MissingKey: missing key at index 7 for participant guest-1', true],
  ['InternalError: encryption state unknown for track TR_1, dropping frame', false],
  ['undefined: Destination stream closed', false],
])('"%s" is about the key: %s', (message, told) => expect(isAboutKey(new Error(message))).toBe(told))

describe('the own key is wrong', () => {
  const somebody = (identity: string, more: Partial<Sender> = {}): Sender => ({
    ...{ identity, own: false, clear: false, microphone: true, cameraOn: true, camera: 'picture', sharing: false, ...more },
  })
  const me = somebody('me', { own: true })
  const silent = { microphone: false, cameraOn: false, camera: undefined }
  const both = new Set(['a', 'b'])

  test('when nobody can be decrypted', () => {
    expect(isOwnKeyWrong([me, somebody('a'), somebody('b')], both)).toBe(true)
    expect(isOwnKeyWrong([me, somebody('a'), somebody('b', silent)], new Set(['a']))).toBe(true)
    expect(isOwnKeyWrong([me, somebody('a', { ...silent, sharing: true })], both)).toBe(true)
  })

  test.each([
    ['nobody else is there', [me]],
    ['one other person can be decrypted', [me, somebody('a'), somebody('c')]],
    ['of nobody anything arrives', [me, somebody('a', silent), somebody('b', { ...silent, cameraOn: true })]],
    ['the only other one does not encrypt', [me, somebody('a', { clear: true })]],
  ])('but not when %s', (_, people) => expect(isOwnKeyWrong(people, both)).toBe(false))
})
