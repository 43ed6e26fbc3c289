import type { MeetingEvent } from '@runde/contracts/meeting-events'
import { expect, test } from 'vitest'
import { eventViolations, presenceOf } from './check-events.ts'

const move = (
  version: number,
  type: 'participant_joined' | 'participant_left',
  participant_id: string,
  num_participants: number,
): MeetingEvent => ({
  type,
  meeting_id: 'a',
  version,
  at: '2026-11-25T12:00:00.000Z',
  participant_id,
  display_name: participant_id,
  num_participants,
})

test('who is inside, whatever the order of the events', () => {
  const events = [
    move(3, 'participant_left', 'mira', 1),
    move(2, 'participant_joined', 'jonas', 2),
    move(1, 'participant_joined', 'mira', 1),
  ]
  expect(presenceOf(events)).toEqual({ inside: new Set(['jonas']), violations: [] })
})

test.each([
  ['two comings in a row', [move(1, 'participant_joined', 'mira', 1), move(2, 'participant_joined', 'mira', 1)]],
  ['a goodbye of somebody who never came', [move(1, 'participant_left', 'mira', 0)]],
])('%s are reported', (_, events) => {
  expect(presenceOf(events).violations).toMatchObject([{ rule: 'event doubled', subject: 'a' }])
})

test('a number that does not fit the comings is reported', () => {
  expect(presenceOf([move(1, 'participant_joined', 'mira', 2)]).violations).toMatchObject([{ rule: 'count wrong' }])
})

test('a meeting that its room brought back had been lost', () => {
  const about = { meeting_id: 'a', at: '2026-11-25T12:00:00.000Z' }
  const events: MeetingEvent[] = [
    { ...about, type: 'meeting_created', version: 1 },
    { ...about, type: 'meeting_opened', version: 2, room_sid: 'RM_1' },
    { ...about, type: 'meeting_restored', version: 1_795_810_131_468, room_sid: 'RM_1' },
  ]
  expect(eventViolations(['a'], events)).toMatchObject([{ rule: 'meeting lost', subject: 'a' }])
})
