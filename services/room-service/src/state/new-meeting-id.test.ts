import { isMeetingId, meetingIdAlphabet } from '@runde/contracts/meeting-id'
import { expect, test } from 'vitest'
import { newMeetingId } from './new-meeting-id.ts'

const ids = Array.from({ length: 20_000 }, newMeetingId)

test('every id has the form that everybody else checks', () => {
  expect(ids.every(isMeetingId)).toBe(true)
  expect(new Set(ids).size).toBe(ids.length)
})

test('every symbol is as likely as any other', () => {
  const counts = new Map<string, number>()
  for (const symbol of ids.join('').replaceAll('-', '')) counts.set(symbol, (counts.get(symbol) ?? 0) + 1)
  const expected = (ids.length * 10) / meetingIdAlphabet.length
  expect([...counts.keys()].sort().join('')).toBe(meetingIdAlphabet)
  for (const count of counts.values()) expect(Math.abs(count - expected) / expected).toBeLessThan(0.08)
})
