import { request } from 'node:http'
import { Redis } from 'ioredis'
import { decodeJwt, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newMeeting } from './api.ts'
import { suite } from './suite.ts'

const world = suite(() => ({ env: { gateway: { LIMIT_CREATES: 'address 10/h' } } }))
let redis: Redis

beforeAll(() => {
  redis = new Redis(world.servers.redisUrl)
})
afterAll(() => redis.disconnect())

/** What LiveKit answers to somebody who comes with this token. */
const connecting = async (token: string) =>
  (await fetch(`${world.stack.baseUrl}/rtc/validate?access_token=${encodeURIComponent(token)}`)).status

describe('a token that is not ours opens nothing', () => {
  test('though it is made of one that is', async () => {
    const { meeting_id } = await newMeeting(world.client)
    const { token } = (await world.client.join(meeting_id, { display_name: 'Mira' })).body
    expect(await connecting(token)).toBe(200)
    const claims = decodeJwt(token)
    const { apiKey, apiSecret } = world.servers
    const signed = (alg: string, secret: string, more: object = {}) =>
      new SignJWT({ ...claims, ...more }).setProtectedHeader({ alg }).sign(new TextEncoder().encode(secret))
    const admin = { video: { roomJoin: true, room: meeting_id, roomAdmin: true, roomList: true } }
    const forged = {
      unsigned: new UnsecuredJWT(claims).encode(),
      'by another secret': await signed('HS256', 'x'.repeat(64)),
      'by another secret, with more rights': await signed('HS256', 'x'.repeat(64), admin),
      'of another key': await signed('HS256', apiSecret, { iss: `${apiKey}-x` }),
      'that has expired': await signed('HS256', apiSecret, { nbf: 0, exp: Math.floor(Date.now() / 1_000) - 3_600 }),
      'with other claims under its signature': token.replace(
        /\.[^.]+\./,
        `.${Buffer.from(JSON.stringify({ ...claims, ...admin })).toString('base64url')}.`,
      ),
    }
    for (const [what, one] of Object.entries(forged)) expect({ what, status: await connecting(one) }).toEqual({ what, status: 401 })
  })

  test('and one for a room that is nobody’s meeting leads nowhere', async () => {
    const { meeting_id } = await newMeeting(world.client)
    const { token } = (await world.client.join(meeting_id, { display_name: 'Mira' })).body
    const elsewhere = { ...decodeJwt(token), video: { roomJoin: true, room: 'abc-2345-xyz' } }
    const secret = new TextEncoder().encode(world.servers.apiSecret)
    const status = await connecting(await new SignJWT(elsewhere).setProtectedHeader({ alg: 'HS256' }).sign(secret))
    expect(status).toBe(404)
  })
})

test('whoever floods us with meetings fills neither Redis nor LiveKit', async () => {
  const create = async () => (await world.client.create()).status
  // The tests before have created some.
  while ((await create()) === 200);
  const before = { keys: await redis.dbsize(), info: await redis.info('memory') }
  const used = (info: string) => Number(/used_memory:(\d+)/.exec(info)?.[1])
  for (let round = 0; round < 20; round += 1) {
    const statuses = await Promise.all(Array.from({ length: 100 }, create))
    expect(new Set(statuses)).toEqual(new Set([429]))
  }
  expect(await redis.dbsize()).toBe(before.keys)
  expect(used(await redis.info('memory'))).toBeLessThan(used(before.info) + 1_000_000)
})

/** The status of a request that `fetch` would not send; 0 when the connection was closed without an answer. */
const raw = (path: string, headers: Record<string, string>): Promise<number> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(world.stack.baseUrl)
    const sent = request({ hostname, port, path, headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.on('error', () => resolve(0))
    sent.end()
  })

test.each([
  ['an address of a megabyte', `/api/v1/meetings/${'x'.repeat(1_000_000)}/exists`, {}, [0, 414, 431]],
  ['a query of ten kilobytes', `/health?${'x'.repeat(10_000)}`, {}, [200]],
  ['a header of a megabyte', '/health', { 'x-long': 'x'.repeat(1_000_000) }, [0, 431]],
  [
    'a bearer token of ten kilobytes',
    '/api/v1/meetings/abc-2345-xyz/events',
    { authorization: `Bearer ${'x'.repeat(10_000)}` },
    [400, 404, 429],
  ],
] as const)('%s is refused or passed over, and the gateway goes on', async (_, path, headers, statuses) => {
  expect(statuses).toContain(await raw(path, headers))
  expect((await world.client.health()).status).toBe(200)
})
