import { fc, test } from '@fast-check/vitest'
import { meetingIdAlphabet } from '@runde/contracts/meeting-id'
import { expect } from 'vitest'
import { keyedSessions, readSession } from './participant-session.ts'

const symbols = (length: number) => fc.string({ unit: fc.constantFrom(...meetingIdAlphabet), minLength: length, maxLength: length })
const meetingId = fc.tuple(symbols(3), symbols(4), symbols(3)).map((parts) => parts.join('-'))
const key = fc.string({ unit: 'binary', minLength: 1, maxLength: 255 })
const keyed = fc.tuple(meetingId, key)

const secret = 's'.repeat(32)

test.prop([keyed])('the same key in the same meeting is the same participant, on every replica', (asked) => {
  expect(keyedSessions(secret)(...asked)).toEqual(keyedSessions(secret)(...asked))
})

test.prop([keyed])('the token leads back to its participant', (asked) => {
  const { participant_id, participant_token, session_hash } = keyedSessions(secret)(...asked)
  expect(participant_id).toMatch(/^guest-[2-9a-hj-km-np-z]{16}$/)
  expect(readSession(participant_token)).toEqual({ participant_id, session_hash })
})

test.prop([fc.uniqueArray(keyed, { minLength: 2, maxLength: 50, selector: (asked) => asked.join('\n') })])(
  'another key, or another meeting, is another participant with another secret',
  (all) => {
    const sessions = all.map((asked) => keyedSessions(secret)(...asked))
    for (const field of ['participant_id', 'participant_token', 'session_hash'] as const)
      expect(new Set(sessions.map((session) => session[field])).size).toBe(all.length)
  },
)

test.prop([keyed, fc.string({ minLength: 1 })])('nobody without the secret of the service can tell the token', (asked, other) => {
  fc.pre(other !== secret)
  expect(keyedSessions(other)(...asked).participant_token).not.toBe(keyedSessions(secret)(...asked).participant_token)
})

test.prop([
  fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.tuple(key, key).map((parts) => parts.join('.')),
  ),
])('whatever is presented as a session is read or refused, and breaks nothing', (presented) => {
  const read = readSession(presented)
  if (read) expect(presented.startsWith(`${read.participant_id}.`)).toBe(true)
})
