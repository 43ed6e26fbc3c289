import { randomBytes } from 'node:crypto'
import type { Collector } from '../support/collector.ts'
import { until } from '../support/wait.ts'
import { newMeeting } from './api.ts'
import type { Suite } from './suite.ts'

/** All that a join does which crosses a boundary, by name. */
export const spansOfJoin = [
  'runde-gateway: POST /api/v1/meetings/:id/join',
  'runde-gateway: request runde.v1.meetings.admit',
  'runde-gateway: request runde.v1.tokens.mint',
  'runde-room-service: livekit CreateRoom',
  'runde-room-service: redis admit-participant',
  'runde-room-service: redis find-meeting',
  'runde-room-service: serve runde.v1.meetings.admit',
  'runde-token-service: serve runde.v1.tokens.mint',
]

/** Joins a new meeting as part of a trace that the caller has begun, and answers what belongs to it. */
export const traceJoin = async ({ client, stack }: Pick<Suite, 'client' | 'stack'>, collector: Collector) => {
  const { meeting_id } = await newMeeting(client)
  const [traceId, caller] = [randomBytes(16).toString('hex'), randomBytes(8).toString('hex')]
  const { status } = await fetch(`${stack.baseUrl}/api/v1/meetings/${meeting_id}/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', traceparent: `00-${traceId}-${caller}-01` },
    body: '{"display_name":"Mira"}',
  })
  if (status !== 200) throw new Error(`the join was answered ${status}`)
  const ofTrace = () => collector.spans.filter((span) => span.traceId === traceId)
  await until(() => ofTrace().length >= spansOfJoin.length, { what: 'the spans of the join' })
  const spans = ofTrace()
  const ids = new Set(spans.map(({ spanId }) => spanId))
  return {
    traceId,
    spans: spans.map(({ service, name }) => `${service}: ${name}`).sort(),
    /** The spans right below the caller's. */
    roots: spans.filter(({ parentSpanId }) => parentSpanId === caller).map(({ name }) => name),
    /** Spans whose parent has not arrived. */
    orphans: spans.filter(({ parentSpanId = '' }) => parentSpanId !== caller && !ids.has(parentSpanId)).map(({ name }) => name),
  }
}
