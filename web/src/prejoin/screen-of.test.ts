import { describe, expect, it } from 'vitest'
import { endOf, screenOf } from './screen-of.ts'

describe('what a refusal means', () => {
  it.each([
    ['meeting_ended', 'ended'],
    ['meeting_not_found', 'not_found'],
    ['meeting_full', 'full'],
    ['meeting_locked', 'locked'],
    ['banned', 'removed'],
    ['waiting', 'waiting'],
    ['passcode_required', 'passcode'],
    ['passcode_wrong', 'passcode'],
    ['admission_denied', 'denied'],
    ['lobby_full', 'lobby_full'],
    ['encryption', 'encryption'],
    ['too_many_requests', undefined],
    ['unavailable', undefined],
    ['internal', undefined],
    ['network', undefined],
  ] as const)('%s: %s', (code, end) => {
    expect(endOf(code)).toBe(end)
    expect(screenOf(code)).toBe(end ?? 'server_away')
  })
})
