import { WebhookEvent } from 'livekit-server-sdk'
import { expect, test } from 'vitest'
import { asLivekitEvent } from './as-livekit-event.ts'

const report = (fields: object) => WebhookEvent.fromJson({ id: 'EV_1', event: 'participant_joined', createdAt: '1768473000', ...fields })

test('a report about a participant names the meeting, the person and the connection', () => {
  const participant = { sid: 'PA_1', identity: 'guest-4vtr8k2m9xwq7hjd', joinedAt: '1768472999' }
  expect(asLivekitEvent(report({ room: { name: '7kq-mfxr-2rp', sid: 'RM_1' }, participant }))).toEqual({
    ...{ id: 'EV_1', type: 'participant_joined', meeting_id: '7kq-mfxr-2rp', created_at: 1_768_473_000 },
    participant: { participant_id: 'guest-4vtr8k2m9xwq7hjd', sid: 'PA_1', joined_at: 1_768_472_999, hand: 0 },
  })
})

test.each([
  [
    { canPublish: true, canPublishSources: ['CAMERA', 'SCREEN_SHARE', 'SCREEN_SHARE_AUDIO'] },
    { camera: true, screen_share: true },
  ],
  [
    { canPublish: true, canPublishSources: ['MICROPHONE'], canPublishData: true },
    { microphone: true, chat: true },
  ],
  [{ canPublish: true }, { microphone: true, camera: true, screen_share: true }],
  [{ canPublish: false, canPublishSources: ['MICROPHONE'] }, {}],
])('a report says what the connection may send: of %j', (permission, allowed) => {
  const participant = { sid: 'PA_1', identity: 'guest-4vtr8k2m9xwq7hjd', joinedAt: '1768472999', permission }
  const told = asLivekitEvent(report({ room: { name: '7kq-mfxr-2rp', sid: 'RM_1' }, participant }))
  const nothing = { microphone: false, camera: false, screen_share: false, chat: false }
  expect(told.participant?.permissions).toEqual({ ...nothing, ...allowed })
})

test.each([
  [{ role: 'host', hand: '1768472999123' }, 1_768_472_999_123],
  [{ hand: '' }, 0],
  [{ hand: 'up' }, 0],
])('a report says whose hand is shown: by %j', (attributes, hand) => {
  const participant = { sid: 'PA_1', identity: 'guest-4vtr8k2m9xwq7hjd', joinedAt: '1768472999', attributes }
  expect(asLivekitEvent(report({ room: { name: '7kq-mfxr-2rp', sid: 'RM_1' }, participant })).participant).toMatchObject({ hand })
})

test('a report about a room names nobody', () => {
  const told = asLivekitEvent(report({ event: 'room_finished', room: { name: '7kq-mfxr-2rp', sid: 'RM_1' } }))
  expect(told).toEqual({ id: 'EV_1', type: 'room_finished', meeting_id: '7kq-mfxr-2rp', created_at: 1_768_473_000 })
})

test('a report without a room belongs to no meeting', () => {
  expect(asLivekitEvent(report({ event: 'egress_started' })).meeting_id).toBe('')
})
