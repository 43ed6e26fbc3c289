import { expect, test } from 'vitest'
import { newSession, readSession } from './participant-session.ts'

test('a session leads back to its participant and to the same hash', () => {
  const { participant_id, participant_token, session_hash } = newSession()
  expect(participant_id).toMatch(/^guest-[2-9a-hj-km-np-z]{16}$/)
  expect(readSession(participant_token)).toEqual({ participant_id, session_hash })
})

test('the secret has at least 128 bits and is not the hash', () => {
  const { participant_token, session_hash } = newSession()
  const secret = participant_token.split('.')[1] ?? ''
  expect(Buffer.from(secret, 'base64url').length).toBeGreaterThanOrEqual(16)
  expect(participant_token).not.toContain(session_hash)
})

test('no two sessions are alike', () => {
  const sessions = Array.from({ length: 1_000 }, newSession)
  expect(new Set(sessions.map((session) => session.participant_id)).size).toBe(1_000)
  expect(new Set(sessions.map((session) => session.session_hash)).size).toBe(1_000)
})

test.each([
  '',
  '.',
  'guest-1',
  'guest-1.secret',
  'admin-4vtr8k2m9xwq7hjd.secret',
  'guest-4vtr8k2m9xwq7hjd.',
  'guest-4vtr8k2m9xwq7hjd.a.b',
  '{s1}:p:x.y',
])('%j is no session', (token) => expect(readSession(token)).toBeUndefined())
