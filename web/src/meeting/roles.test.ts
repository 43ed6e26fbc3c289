import type { Role } from '@runde/contracts/meetings'
import { describe, expect, it } from 'vitest'
import { choicesAbout, roleNews } from './roles.ts'

const sending = { microphone: true, cameraOn: true, sharing: true }
const silent = { microphone: false, cameraOn: false, sharing: false }

const chosen = (choices: Readonly<Record<string, boolean>>) => Object.keys(choices).filter((name) => choices[name])

describe('what can be done about somebody', () => {
  it.each([
    ['host', 'participant', ['makeCoHost', 'remove']],
    ['host', 'co_host', ['takeRoleBack', 'remove']],
    ['host', 'host', ['remove']],
    ['co_host', 'participant', ['remove']],
    ['co_host', 'co_host', ['remove']],
    ['co_host', 'host', []],
  ] as const)('by a %s about a %s', (by, role, choices) => expect(chosen(choicesAbout({ ...silent, role }, by))).toEqual(choices))

  it('is to stop what they send, by hosts and co-hosts', () => {
    for (const by of ['host', 'co_host'] as const)
      expect(chosen(choicesAbout({ ...sending, role: 'host' }, by))).toEqual(expect.arrayContaining(['mute', 'stopCamera', 'stopShare']))
  })
})

describe('the news about the own role', () => {
  it.each<[Role, Role, ReturnType<typeof roleNews>]>([
    ['participant', 'co_host', 'nowCoHost'],
    ['co_host', 'participant', 'noLongerCoHost'],
    ['host', 'participant', 'noLongerHost'],
    ['host', 'co_host', 'nowCoHost'],
    ['participant', 'host', undefined],
    ['co_host', 'host', undefined],
    ['co_host', 'co_host', undefined],
  ])('%s, then %s: %s', (before, now, news) => expect(roleNews(before, now)).toBe(news))
})
