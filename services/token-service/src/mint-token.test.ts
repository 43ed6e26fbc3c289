import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { mintToken } from './mint-token.ts'

const mint = (ttl = 600) => mintToken({ key: 'runde', secret: 's'.repeat(32), ttl, log: pino({ level: 'silent' }) })
const request = { meeting_id: '7kq-mfxr-2rp', participant_id: 'guest-4vtr8k2m9xwq7hjd', display_name: 'Mira Okonkwo' }

test('a token opens one room for one identity', async () => {
  const claims = decodeJwt((await mint()(request)).token)
  expect(claims).toMatchObject({
    sub: 'guest-4vtr8k2m9xwq7hjd',
    name: 'Mira Okonkwo',
    iss: 'runde',
    video: { room: '7kq-mfxr-2rp', roomJoin: true },
  })
})

test('a token grants sending camera, microphone, screen and data, and nothing else', async () => {
  const { video } = decodeJwt((await mint()(request)).token) as { video: Record<string, unknown> }
  expect(video).toEqual({
    room: '7kq-mfxr-2rp',
    roomJoin: true,
    canPublish: true,
    canSubscribe: true,
    canPublishData: true,
    canPublishSources: ['camera', 'microphone', 'screen_share', 'screen_share_audio'],
  })
})

test.each([
  [{ microphone: false }, ['camera', 'screen_share', 'screen_share_audio']],
  [{ camera: false, screen_share: false }, ['microphone']],
])('of what people send a token grants what is permitted: without %j', async (refused, sources) => {
  const permissions = { microphone: true, camera: true, screen_share: true, chat: true, ...refused }
  const { video } = decodeJwt((await mint()({ ...request, permissions })).token)
  expect(video).toMatchObject({ canPublish: true, canSubscribe: true, canPublishData: true, canPublishSources: sources })
})

test('a token without any source grants no sending at all, since an empty list would mean all of them', async () => {
  const permissions = { microphone: false, camera: false, screen_share: false, chat: false }
  const { video } = decodeJwt((await mint()({ ...request, permissions })).token)
  expect(video).toMatchObject({ roomJoin: true, canPublish: false, canSubscribe: true, canPublishData: false, canPublishSources: [] })
})

test('a token shows the role, and a hand that is up', async () => {
  expect(decodeJwt((await mint()(request)).token).attributes).toEqual({ role: 'participant' })
  const { token } = await mint()({ ...request, role: 'co_host', hand: 1_768_472_999_123 })
  expect(decodeJwt(token).attributes).toEqual({ role: 'co_host', hand: '1768472999123' })
})

test('a token lives as long as it says, at most ten minutes', async () => {
  const { token, expires_at } = await mint(120)(request)
  const { exp = 0 } = decodeJwt(token)
  expect(Math.abs(exp * 1_000 - Date.parse(expires_at))).toBeLessThan(2_000)
  expect(exp * 1_000).toBeLessThan(Date.now() + 125_000)
  expect(decodeProtectedHeader(token).alg).toBe('HS256')
})

test('a token is valid for a LiveKit whose clock is a minute and a half behind ours', async () => {
  const { token } = await mint()(request)
  const behind = new Date(Date.now() - 90_000)
  const { payload } = await jwtVerify(token, new TextEncoder().encode('s'.repeat(32)), { currentDate: behind })
  expect(payload.sub).toBe(request.participant_id)
})
