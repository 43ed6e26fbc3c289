import { test } from '@fast-check/vitest'
import { asGrants, everything, fromGrants, sourcesOf } from '@runde/contracts/permissions'
import { TrackSource } from 'livekit-server-sdk'
import { expect } from 'vitest'
import { anyPermissions } from '../state/arbitrary-state.ts'

test.prop([anyPermissions])('what is granted is what is permitted', (permissions) => {
  expect(fromGrants(asGrants(permissions))).toEqual(permissions)
})

test.prop([anyPermissions])('an empty list of sources, which would mean all of them, is never granted', (permissions) => {
  const { canPublish, canPublishSources = [] } = asGrants(permissions)
  expect(canPublish).toBe(canPublishSources.length > 0)
})

test('sources have the numbers that LiveKit gives them', () => {
  expect(sourcesOf).toEqual({
    microphone: [TrackSource.MICROPHONE],
    camera: [TrackSource.CAMERA],
    screen_share: [TrackSource.SCREEN_SHARE, TrackSource.SCREEN_SHARE_AUDIO],
  })
})

test('a shared screen goes with its sound', () => {
  const { canPublishSources } = asGrants({ ...everything, microphone: false, camera: false })
  expect(canPublishSources).toEqual([TrackSource.SCREEN_SHARE, TrackSource.SCREEN_SHARE_AUDIO])
})

test('no source named means every source', () => {
  for (const grants of [{ canPublish: true }, { canPublish: true, canPublishSources: [] }])
    expect(fromGrants(grants)).toEqual({ ...everything, chat: false })
})

test('where LiveKit does not say, nothing is granted', () => {
  expect(fromGrants()).toEqual({ microphone: false, camera: false, screen_share: false, chat: false })
})
