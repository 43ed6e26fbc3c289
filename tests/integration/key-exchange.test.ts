import { createHash, randomUUID } from 'node:crypto'
import { paths } from '@runde/contracts/paths'
import { decodeJwt } from 'jose'
import { AccessToken, RoomServiceClient } from 'livekit-server-sdk'
import { expect, test } from 'vitest'
import { startBots } from '../support/bots.ts'
import { freePort } from '../support/ports.ts'
import { type Servers, startServers } from '../support/servers.ts'
import { type ServiceName, startReplica } from '../support/service-process.ts'
import { serviceSettings } from '../support/service-settings.ts'
import { startStack } from '../support/stack.ts'
import { until } from '../support/wait.ts'
import { api, newMeeting } from './api.ts'

/** What LiveKit would report, signed with this key. */
const report = async ({ webhookPort }: Servers, { key, secret }: { key: string; secret: string }) => {
  const body = JSON.stringify({
    ...{ event: 'room_started', id: randomUUID(), createdAt: `${Math.floor(Date.now() / 1_000)}` },
    room: { sid: 'RM_1', name: 'abc-2345-xyz' },
  })
  const token = new AccessToken(key, secret)
  token.sha256 = createHash('sha256').update(body).digest('base64')
  const headers = { 'content-type': 'application/webhook+json', authorization: await token.toJwt() }
  return (await fetch(`http://127.0.0.1:${webhookPort}${paths.livekitWebhook}`, { method: 'POST', headers, body })).status
}

test('one LiveKit key is exchanged for another while people talk: nothing fails, and in the end the old one is not needed', async () => {
  await using servers = await startServers()
  const { otherKey, livekitUrl, apiKey, apiSecret } = servers
  const believed = { LIVEKIT_OTHER_API_KEY: otherKey.key, LIVEKIT_OTHER_API_SECRET: otherKey.secret }
  await using stack = await startStack({ servers, env: { webhook: believed } })
  const client = api(stack.baseUrl)
  const { meeting_id } = await newMeeting(client)
  const livekit = new RoomServiceClient(livekitUrl, otherKey.key, otherKey.secret)
  const inside = async () => (await livekit.listParticipants(meeting_id)).map(({ name }) => name).sort()
  const come = (name: string) =>
    startBots({ baseUrl: stack.baseUrl, livekitUrl, meetingId: meeting_id, people: [{ name, tone: 440, video: false }] })

  await using _ada = await come('Ada')
  expect(await report(servers, { key: apiKey, secret: apiSecret })).toBe(200)
  expect(await report(servers, otherKey)).toBe(200)
  expect(await report(servers, { key: otherKey.key, secret: apiSecret })).toBe(401)

  await using exchanged = new AsyncDisposableStack()
  const exchange = async (service: ServiceName) => {
    const settings = serviceSettings(service, { servers, baseUrl: stack.baseUrl })
    const own = { LIVEKIT_API_KEY: otherKey.key, LIVEKIT_API_SECRET: otherKey.secret }
    const next = exchanged.use(startReplica(service, { INTERNAL_PORT: await freePort() }, { ...settings, ...own }))
    await until(async () => (await fetch(`${next.internalUrl}/readyz`)).ok, { what: `the next ${service} to be ready` })
    for (const before of stack.replicas(service)) await before.stop()
  }
  for (const service of ['token-service', 'room-service'] as const) await exchange(service)

  const joined = (await client.join(meeting_id, { display_name: 'Eve' })).body
  expect(decodeJwt(joined.token).iss).toBe(otherKey.key)
  await using _ben = await come('Ben')
  expect(await inside()).toEqual(['Ada', 'Ben'])
  await until(async () => (await client.info(meeting_id)).body.num_participants === 2, { what: 'both to be counted' })
  expect((await newMeeting(client)).meeting_id).toBeTypeOf('string')
})
