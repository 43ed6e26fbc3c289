import { paths, pathTo } from '@runde/contracts/paths'
import type { Joined } from '@runde/contracts/rest'
import { keysOf } from '@runde/room-service/redis/keys'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Collector, startCollector } from '../support/collector.ts'
import { followMeeting } from '../support/event-source.ts'
import { findLeaks } from '../support/leaks.ts'
import { secretPart, secretsOfInstallation, toldByInstallation } from '../support/told.ts'
import { until } from '../support/wait.ts'
import { newMeeting } from './api.ts'
import { suite } from './suite.ts'
import { spansOfJoin, traceJoin } from './trace-join.ts'

let collector: Collector
beforeAll(async () => {
  collector = await startCollector()
})
afterAll(() => collector[Symbol.asyncDispose]())

const world = suite(() => ({ env: collector.env }))

test('one trace leads from the caller through route and bus to Redis, LiveKit and the token', async () => {
  const { traceId, spans, roots, orphans } = await traceJoin(world, collector)
  expect(spans).toEqual(spansOfJoin)
  expect({ roots, orphans }).toEqual({ roots: ['POST /api/v1/meetings/:id/join'], orphans: [] })
  expect(world.stack.logs('room-service').some((line) => line.trace_id === traceId && line.message === 'participant admitted')).toBe(true)
})

test('a webhook’s trace leads through JetStream to the participant record', async () => {
  const stored = () => collector.spans.find(({ name }) => name === 'process RUNDE_LIVEKIT')
  await newMeeting(world.client)
  const processed = await until(stored, { what: 'an event to be processed' })
  const published = collector.spans.find(({ spanId }) => spanId === processed.parentSpanId)
  expect(published?.name).toMatch(/^publish runde\.v1\.livekit\./)
  expect(published?.traceId).toBe(processed.traceId)
})

/** Joins a meeting of which Redis holds something that is none: the error is logged, and it knows the whole command. */
const joinBroken = async (cookie: string, body: object) => {
  const { meeting_id } = await newMeeting(world.client)
  const redis = new Redis(world.servers.redisUrl)
  await redis.set(keysOf(meeting_id).bans, 'no bans')
  redis.disconnect()
  const headers = { 'content-type': 'application/json', cookie }
  return world.client.send(pathTo(paths.joinMeeting, meeting_id), { method: 'POST', headers, body: JSON.stringify(body) })
}

test('nothing that opens anything stands in logs, traces or metrics', async () => {
  const { client, stack } = world
  const key = 'idempotency-key-of-somebody'
  const { meeting_id, host_key } = await newMeeting(client)
  const host = client.asHost(meeting_id, host_key)
  const { status, body: ada } = await host.join({ display_name: 'Ada' })
  expect(status).toBe(200)
  const joined = await client.send(`/api/v1/meetings/${meeting_id}/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: '{"display_name":"Mira"}',
  })
  expect(joined.status).toBe(200)
  const mira = joined.body as unknown as Joined
  const [passcode, wrong] = ['Passwort-mit-Umlaut-ä', 'falsches-Passwort-ä']
  await host.change({ name: 'Retro', lobby: true, passcode })
  expect((await client.join(meeting_id, { display_name: 'Eve', passcode: wrong })).status).toBe(403)
  const { status: waiting, body: eve } = await client.knock(meeting_id, { display_name: 'Eve', passcode })
  expect(waiting).toBe(202)
  await host.deny(eve.participant_id, { reason: 'Nur für das Team' })
  await client.asHost(meeting_id, ada.participant_token).mute(mira.participant_id, { source: 'camera' })
  await client.asHost(meeting_id, mira.participant_token).end()
  await client.asHost(meeting_id, `host_${'A'.repeat(32)}`).end()
  await (await followMeeting(stack.baseUrl, meeting_id, { participantToken: mira.participant_token }))[Symbol.asyncDispose]()
  expect((await fetch(`${stack.baseUrl}/rtc/validate?access_token=${mira.token}`)).status).toBe(200)
  const cookie = /runde_browser=([^;]+)/.exec(joined.headers.getSetCookie().join())?.[1] ?? ''
  const again = { display_name: 'Mira', participant_token: mira.participant_token, passcode }
  expect((await joinBroken(`runde_browser=${cookie}`, again)).status).toBe(500)
  await host.remove(mira.participant_id)
  await host.end()

  const ends = () => collector.spans.filter(({ name }) => name === 'serve runde.v1.meetings.end')
  await until(() => ends().length === 3, { what: 'the spans to arrive' })
  const participants = Object.entries({ Ada: ada, Mira: mira, Eve: eve })
  const sessions = participants.map(([name, { participant_token }]) => [`the session of ${name}`, secretPart(participant_token)])
  const secrets = {
    ...secretsOfInstallation(world.servers),
    ...Object.fromEntries(sessions),
    ...{ 'the idempotency key': key, 'the passcode': passcode, 'the wrong passcode': wrong, 'the wrong host key': 'A'.repeat(32) },
    ...{ 'the host key': secretPart(host_key), 'the token of Ada': secretPart(ada.token), 'the token of Mira': secretPart(mira.token) },
    ...{ 'the browser': cookie.split('.')[0] ?? '', 'the signature of the cookie': decodeURIComponent(secretPart(cookie)) },
  }
  const told = await toldByInstallation({ ...world, collector })
  expect(findLeaks(told, secrets)).toEqual([])
})
