import { expect, test } from 'vitest'
import { judgeHealth } from './http.ts'

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
  status,
  headers: new Headers(headers),
  text: typeof body === 'string' ? body : JSON.stringify(body),
})

test('all parts well', () => {
  const body = { status: 'ok', version: '1.2.3', parts: { nats: 'ok', redis: 'ok' } }
  expect(judgeHealth(answer(200, body))).toEqual({ status: 'ok', detail: 'Runde 1.2.3, all 2 parts well.' })
})

test('parts that are away are named', () => {
  const body = { status: 'degraded', version: '1.2.3', parts: { nats: 'ok', redis: 'away', livekit: 'away' } }
  expect(judgeHealth(answer(503, body)).detail).toBe('/health says that redis and livekit are away.')
})

test('an answer by somebody else is no Runde', () => {
  const finding = judgeHealth(answer(404, 'default backend', { server: 'nginx' }))
  expect(finding).toMatchObject({ status: 'failed', detail: '/health answers 404, and not by Runde but by "nginx".' })
})
