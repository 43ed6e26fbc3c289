import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Joined } from '@runde/contracts/rest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { followMeeting } from '../support/event-source.ts'
import { until } from '../support/wait.ts'
import { newMeeting } from './api.ts'
import { suite } from './suite.ts'

interface Span {
  readonly service: string
  readonly name: string
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
}

interface Export {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[] }
    readonly scopeSpans: readonly { readonly spans: readonly Omit<Span, 'service'>[] }[]
  }[]
}

const spansOf = ({ resourceSpans }: Export): Span[] =>
  resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? ''
    return scopeSpans.flatMap(({ spans }) => spans.map((span) => ({ ...span, service })))
  })

const spans: Span[] = []
/** All that arrived, as it arrived. */
let exported = ''
/** As much of a collector as it takes to see what arrives. */
const collector = createServer(async (request, response) => {
  const body = await text(request)
  exported += body
  spans.push(...spansOf(JSON.parse(body) as Export))
  response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
})

const telemetryOfAll = () => {
  const telemetry = {
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_BSP_SCHEDULE_DELAY: '100',
  }
  return { gateway: telemetry, 'room-service': telemetry, 'token-service': telemetry, webhook: telemetry }
}

beforeAll(() => new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve)))
afterAll(() => {
  collector.closeAllConnections()
  collector.close()
})

const services = ['gateway', 'room-service', 'token-service', 'webhook'] as const
const world = suite(() => ({ env: telemetryOfAll() }))

test('one trace leads from the caller through route and bus to Redis, LiveKit and the token', async () => {
  const { meeting_id } = await newMeeting(world.client)
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
  const answer = await fetch(`${world.stack.baseUrl}/api/v1/meetings/${meeting_id}/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', traceparent: `00-${traceId}-00f067aa0ba902b7-01` },
    body: '{"display_name":"Mira"}',
  })
  expect(answer.status).toBe(200)
  const expected = [
    'runde-gateway: POST /api/v1/meetings/:id/join',
    'runde-gateway: request runde.v1.meetings.admit',
    'runde-gateway: request runde.v1.tokens.mint',
    'runde-room-service: livekit CreateRoom',
    'runde-room-service: redis admit-participant',
    'runde-room-service: redis find-meeting',
    'runde-room-service: serve runde.v1.meetings.admit',
    'runde-token-service: serve runde.v1.tokens.mint',
  ]
  const ofTrace = () => spans.filter((span) => span.traceId === traceId)
  await until(() => ofTrace().length >= expected.length, { what: 'the spans of the join' })
  expect(
    ofTrace()
      .map(({ service, name }) => `${service}: ${name}`)
      .sort(),
  ).toEqual(expected)
  const ids = new Set(ofTrace().map(({ spanId }) => spanId))
  const rootless = ofTrace().filter(({ parentSpanId }) => !ids.has(parentSpanId ?? ''))
  expect(rootless.map(({ name, parentSpanId }) => [name, parentSpanId])).toEqual([['POST /api/v1/meetings/:id/join', '00f067aa0ba902b7']])
  expect(world.stack.logs('room-service').some((line) => line.trace_id === traceId && line.message === 'participant admitted')).toBe(true)
})

test('a webhook’s trace leads through JetStream to the participant record', async () => {
  const stored = () => spans.find(({ name }) => name === 'process RUNDE_LIVEKIT')
  await newMeeting(world.client)
  const processed = await until(stored, { what: 'an event to be processed' })
  const published = spans.find(({ spanId }) => spanId === processed.parentSpanId)
  expect(published?.name).toMatch(/^publish runde\.v1\.livekit\./)
  expect(published?.traceId).toBe(processed.traceId)
})

test('nothing that opens anything stands in logs, traces or metrics', async () => {
  const { client, stack } = world
  const key = 'idempotency-key-of-somebody'
  const { meeting_id, host_key } = await newMeeting(client)
  const host = client.asHost(meeting_id, host_key)
  const ada = (await host.join({ display_name: 'Ada' })).body
  const joined = await client.send(`/api/v1/meetings/${meeting_id}/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: '{"display_name":"Mira"}',
  })
  const mira = joined.body as unknown as Joined
  const [passcode, wrong] = ['Passwort-mit-Umlaut-ä', 'falsches-Passwort-ä']
  await host.change({ name: 'Retro', lobby: true, passcode })
  expect((await client.join(meeting_id, { display_name: 'Eve', passcode: wrong })).status).toBe(403)
  const eve = (await client.knock(meeting_id, { display_name: 'Eve', passcode })).body
  await host.deny(eve.participant_id, { reason: 'Nur für das Team' })
  await client.asHost(meeting_id, ada.participant_token).mute(mira.participant_id, { source: 'camera' })
  await client.asHost(meeting_id, mira.participant_token).end()
  await client.asHost(meeting_id, `host_${'A'.repeat(32)}`).end()
  await (await followMeeting(stack.baseUrl, meeting_id, { participantToken: mira.participant_token }))[Symbol.asyncDispose]()
  expect((await fetch(`${stack.baseUrl}/rtc/validate?access_token=${mira.token}`)).status).toBe(200)
  await host.remove(mira.participant_id)
  await host.end()

  const traced = () => spans.some(({ name }) => name === 'serve runde.v1.meetings.end')
  await until(traced, { what: 'the spans to arrive' })
  const replicas = services.flatMap((service) => stack.replicas(service))
  const metrics = await Promise.all(
    replicas.map(async ({ ports }) => (await fetch(`http://127.0.0.1:${ports.INTERNAL_PORT}/metrics`)).text()),
  )
  const told = [JSON.stringify(services.map((service) => stack.logs(service))), exported, ...metrics]
  for (const one of told) expect(one.length).toBeGreaterThan(1_000)
  const cookie = /runde_browser=([^;.]+)/.exec(joined.headers.getSetCookie().join())?.[1] ?? ''
  const secretOf = (token: string) => token.split('.').at(-1) ?? ''
  const secrets = [host_key, 'A'.repeat(32), mira.token, secretOf(mira.token), ada.token, key, cookie, passcode, wrong]
  const sessions = [ada, mira, eve].map(({ participant_token }) => secretOf(participant_token))
  for (const secret of [...secrets, ...sessions]) {
    expect(secret.length).toBeGreaterThan(15)
    for (const one of told) expect(one.includes(secret)).toBe(false)
  }
})
