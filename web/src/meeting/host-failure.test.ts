import { errors, isErrorCode } from '@runde/contracts/errors'
import { describe, expect, it } from 'vitest'
import { hostFailure, isPassing } from './host-failure.ts'

describe('what a host is told when something did not work', () => {
  it.each([
    ['not_host', 'noHost'],
    ['host_key_missing', 'noHost'],
    ['participant_not_found', 'personGone'],
    ['meeting_ended', 'isOver'],
    ['meeting_not_found', 'isOver'],
    ['invalid', 'refused'],
    ['host_key_not_found', 'linkGone'],
    ['last_host_key', 'lastLink'],
    ['too_many_host_keys', 'tooManyLinks'],
    ['too_many_requests', 'tooOften'],
    ['network', 'silent'],
  ] as const)('%s: %s', (code, failure) => expect(hostFailure(code)).toBe(failure))

  it('is to try again whenever that may help', () => {
    const worthwhile = Object.keys(errors)
      .filter(isErrorCode)
      .filter((code) => errors[code].retry)
    expect(worthwhile.filter((code) => !isPassing(hostFailure(code)))).toEqual([])
    expect(
      (['not_host', 'participant_not_found', 'meeting_ended', 'invalid', 'last_host_key', 'too_many_host_keys'] as const).filter((code) =>
        isPassing(hostFailure(code)),
      ),
    ).toEqual([])
  })
})
