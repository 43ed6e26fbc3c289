import { expect, test } from 'vitest'
import type { ReceivedEvent } from './event-stream.ts'
import { judgeWebhooks } from './judge-webhooks.ts'

const at = 1_000_000
const event = (what: 'joined' | 'left', participant_id: string, when: number): ReceivedEvent => ({
  name: 'participants',
  data: { num_participants: 1, [what]: { participant_id, display_name: 'x' } },
  at: when,
})
const people = [
  { participantId: 'a', connectedAt: at, leftAt: at + 4_000 },
  { participantId: 'b', connectedAt: at },
]
const all = [event('joined', 'a', at + 60), event('joined', 'b', at + 90), event('left', 'a', at + 4_030)]

test('all known at once is well', () => {
  expect(judgeWebhooks(people, all)).toEqual({ status: 'ok', detail: '3 comings and goings were known, the slowest after 90 ms.' })
})

test('slow is a warning', () => {
  expect(judgeWebhooks(people, [...all.slice(1), event('joined', 'a', at + 3_000)]).status).toBe('warning')
})

test('what room-service found out by itself, later, is no webhook', () => {
  const finding = judgeWebhooks(people, [event('joined', 'a', at + 60), event('joined', 'b', at + 9_000)])
  expect(finding.status).toBe('failed')
  expect(finding.detail).toContain('only 1 of 3 reports')
  expect(finding.fix?.join()).toMatch(/webhook\.urls.*webhook\.api_key/s)
})

test('somebody who never had media was nowhere to be reported', () => {
  expect(judgeWebhooks([...people, { participantId: 'c' }], all).status).toBe('ok')
})
