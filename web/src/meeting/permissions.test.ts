import { everything, isSame } from '@runde/contracts/permissions'
import { describe, expect, it } from 'vitest'
import { askChoices, givenBack, permissionsOf, permitChoices, permitWish } from './permissions.ts'

const may = (canPublishSources: readonly number[], more = {}) =>
  permissionsOf({ canPublish: true, canPublishData: true, canPublishSources, ...more })
const [camera, microphone, screen, screenSound] = [1, 2, 3, 4] as const

describe('what somebody may send', () => {
  it('is everything where LiveKit tells nothing, and where it names no source', () => {
    expect(permissionsOf(undefined)).toEqual(everything)
    expect(may([])).toEqual(everything)
  })

  it('is what LiveKit names', () => {
    expect(may([microphone])).toEqual({ microphone: true, camera: false, screen_share: false, chat: true })
    expect(may([camera])).toEqual({ microphone: false, camera: true, screen_share: false, chat: true })
    expect(may([screen, screenSound])).toEqual({ microphone: false, camera: false, screen_share: true, chat: true })
    expect(may([screenSound]).screen_share).toBe(false)
  })

  it('is nothing that is named when nothing may be published, and no chat without data', () => {
    const nothing = { microphone: false, camera: false, screen_share: false }
    expect(may([], { canPublish: false })).toEqual({ ...nothing, chat: true })
    expect(may([microphone], { canPublish: false, canPublishData: false })).toEqual({ ...nothing, chat: false })
  })

  it('is the same only when all of it is', () => {
    expect(isSame(everything, { ...everything })).toBe(true)
    for (const what of ['microphone', 'camera', 'screen_share', 'chat'] as const)
      expect(isSame(everything, { ...everything, [what]: false })).toBe(false)
  })

  it('is given back when it was not there before', () => {
    const before = { ...everything, microphone: false, screen_share: false, chat: false }
    expect(givenBack(before, everything)).toEqual(['microphone', 'screen_share'])
    expect(givenBack(everything, before)).toEqual([])
    expect(givenBack(before, before)).toEqual([])
  })
})

describe('what can be decided about what another person sends', () => {
  const permissions = { ...everything, camera: false }

  it('is the contrary of what holds for them', () =>
    expect(permitChoices({ role: 'participant', permissions })).toEqual([
      { source: 'microphone', allowed: true },
      { source: 'camera', allowed: false },
      { source: 'screen_share', allowed: true },
      { source: 'chat', allowed: true },
    ]))

  it.each(['host', 'co_host'] as const)('is nothing about a %s', (role) => expect(permitChoices({ role, permissions })).toEqual([]))

  it('is to ask for what is off and allowed', () => {
    expect(askChoices({ microphone: false, cameraOn: false, permissions: everything })).toEqual(['microphone', 'camera'])
    expect(askChoices({ microphone: false, cameraOn: false, permissions })).toEqual(['microphone'])
    expect(askChoices({ microphone: true, cameraOn: true, permissions: everything })).toEqual([])
  })

  it.each([
    [false, true, false],
    [true, false, true],
    [true, true, null],
    [false, false, null],
  ])('%s, while it is %s for the others, is sent as %s', (allowed, others, wish) =>
    expect(permitWish('microphone', allowed, { ...everything, microphone: others })).toBe(wish),
  )
})

it('gives each their own answer, which may be changed', () => {
  const answer = permissionsOf(undefined)
  answer.microphone = false
  expect(permissionsOf(undefined)).toEqual(everything)
})
