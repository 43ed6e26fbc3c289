import { createHash, randomUUID } from 'node:crypto'
import { paths } from '@runde/contracts/paths'
import { AccessToken } from 'livekit-server-sdk'
import { expect, test } from 'vitest'
import { until } from '../support/wait.ts'
import { newMeeting } from './api.ts'
import { suite } from './suite.ts'

const world = suite()

const now = () => Math.floor(Date.now() / 1_000)

/** What LiveKit sends when a participant joins or leaves. */
const report = (event: string, room: string, identity: string, more: { id?: string; sid?: string; created?: number } = {}) =>
  JSON.stringify({
    event,
    id: more.id ?? randomUUID(),
    createdAt: String(more.created ?? now()),
    room: { sid: 'RM_test', name: room },
    participant: { sid: more.sid ?? 'PA_test', identity, joinedAt: String(now()) },
  })

const deliver = async (body: string, secret = world.servers.apiSecret, signed = body) => {
  const token = new AccessToken(world.servers.apiKey, secret)
  token.sha256 = createHash('sha256').update(signed).digest('base64')
  const headers = { 'content-type': 'application/webhook+json', authorization: await token.toJwt() }
  const url = `http://127.0.0.1:${world.servers.webhookPort}${paths.livekitWebhook}`
  const response = await fetch(url, { method: 'POST', headers, body })
  return response.status
}

const connected = async (id: string) => (await world.client.info(id)).body.num_participants

const admitted = async () => {
  const { meeting_id } = await newMeeting(world.client)
  const { participant_id } = (await world.client.join(meeting_id, { display_name: 'Mira' })).body
  return { meeting_id, participant_id }
}

test('a report of LiveKit takes effect', async () => {
  const { meeting_id, participant_id } = await admitted()
  expect(await deliver(report('participant_joined', meeting_id, participant_id))).toBe(200)
  await until(async () => (await connected(meeting_id)) === 1, { what: 'the participant to be counted' })
})

test('a repeated report takes effect once', async () => {
  const { meeting_id, participant_id } = await admitted()
  const joined = report('participant_joined', meeting_id, participant_id)
  expect([await deliver(joined), await deliver(joined), await deliver(joined)]).toEqual([200, 200, 200])
  await until(async () => (await connected(meeting_id)) === 1, { what: 'the participant to be counted' })
  const lines = world.stack.logs('room-service').filter((line) => line.message === 'participant joined' && line.meeting_id === meeting_id)
  expect(lines).toHaveLength(1)
})

test('of one connection the goodbye is the last word, even when it arrives first', async () => {
  const { meeting_id, participant_id } = await admitted()
  expect(await deliver(report('participant_left', meeting_id, participant_id, { sid: 'PA_1' }))).toBe(200)
  expect(await deliver(report('participant_joined', meeting_id, participant_id, { sid: 'PA_1' }))).toBe(200)
  // A later report of another participant shows that these two have been read.
  const other = (await world.client.join(meeting_id, { display_name: 'Jonas' })).body.participant_id
  await deliver(report('participant_joined', meeting_id, other, { sid: 'PA_2' }))
  await until(async () => (await connected(meeting_id)) > 0, { what: 'the other participant to be counted' })
  expect(await connected(meeting_id)).toBe(1)
})

test('a report about somebody who was never admitted changes nothing', async () => {
  const { meeting_id, participant_id } = await admitted()
  expect(await deliver(report('participant_joined', meeting_id, 'guest-stranger'))).toBe(200)
  await deliver(report('participant_joined', meeting_id, participant_id))
  await until(async () => (await connected(meeting_id)) > 0, { what: 'the participant to be counted' })
  expect(await connected(meeting_id)).toBe(1)
})

test('a room that is not ours is none of our business', async () => {
  expect(await deliver(report('participant_joined', 'some-other-product', 'anybody'))).toBe(200)
})

test.each([
  ['signed with another secret', async (body: string) => deliver(body, 'x'.repeat(64))],
  ['changed after it was signed', async (body: string) => deliver(body.replace('PA_test', 'PA_evil'), world.servers.apiSecret, body)],
  [
    'not signed at all',
    async (body: string) =>
      (await fetch(`http://127.0.0.1:${world.servers.webhookPort}${paths.livekitWebhook}`, { method: 'POST', body })).status,
  ],
  ['without a body', async () => deliver('')],
])('a report %s is refused with 401', async (_, send) => {
  const { meeting_id, participant_id } = await admitted()
  expect(await send(report('participant_joined', meeting_id, participant_id))).toBe(401)
})

test('a report that is older than five minutes is refused', async () => {
  const { meeting_id, participant_id } = await admitted()
  expect(await deliver(report('participant_joined', meeting_id, participant_id, { created: now() - 400 }))).toBe(401)
})
