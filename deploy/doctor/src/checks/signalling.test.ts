import { expect, test } from 'vitest'
import { judgeValidation } from './signalling.ts'

const answer = (status: number, text: string) => ({ status, headers: new Headers(), text })
const where = 'meet.example.org'

test('a token that is taken is no finding', () => {
  expect(judgeValidation(answer(200, 'success'), where)).toBeUndefined()
})

test.each([
  [401, 'invalid token: eyJhbGciOi.secret, error: go-jose: error in cryptographic primitive', 'another key', 'LIVEKIT_API_KEY'],
  [401, 'validation failed, token is expired (exp)', 'because of its times', 'chrony'],
  [404, 'requested room does not exist', 'not the same LiveKit', 'LIVEKIT_PUBLIC_URL'],
  [404, 'default backend', 'does not lead to LiveKit', '/rtc'],
  [200, '<!doctype html>', 'does not lead to LiveKit', '/rtc'],
  [503, '', 'does not answer', '/rtc'],
])('%i "%s"', (status, text, words, setting) => {
  const finding = judgeValidation(answer(status, text), where)
  expect(finding?.status).toBe('failed')
  expect(finding?.detail).toContain(words)
  expect(finding?.detail).not.toContain('eyJ')
  expect(finding?.fix?.join()).toContain(setting)
})
