import type { MeetingEvent } from '@runde/contracts/meeting-events'
import { describe, expect, test } from 'vitest'
import { type EndState, violationsOf } from './checker.ts'
import type { Asked, Attempt, Outcome } from './history.ts'
import type { Rule } from './violations.ts'

const hour = Date.parse('2026-11-25T12:00:00.000Z')
const expires_at = new Date(hour).toISOString()
const began = hour - 60_000

let operations = 0
const attempt = (asked: Asked, outcome: Outcome, at = began, operation?: number): Attempt => {
  operations += 1
  return { operation: operation ?? operations, attempt: 0, asked, asked_at: at, answered_at: at + 10, outcome }
}

const create = (key: string, meeting_id: string, more: Partial<Asked> = {}) =>
  attempt({ kind: 'create', key, name: key, ...more }, { type: 'acknowledged', answer: { meeting_id, expires_at } })
const unanswered = (key: string) => attempt({ kind: 'create', key, name: key }, { type: 'unknown', reason: 'ECONNRESET' })
const join = (key: string, meeting_id: string, participant_id: string, at = began) =>
  attempt({ kind: 'join', key, meeting_id }, { type: 'acknowledged', answer: { participant_id } }, at)
const refused = (meeting_id: string, status: number, at: number) =>
  attempt({ kind: 'exists', meeting_id }, { type: 'refused', status, code: 'meeting' }, at)

const event = (
  meeting_id: string,
  version: number,
  type: 'meeting_created' | 'meeting_opened' | 'meeting_ending' | 'meeting_ended',
  at = hour,
) => ({ meeting_id, version, type, at: new Date(at).toISOString(), room_sid: 'RM_1', reason: 'expired' }) as MeetingEvent
const opened = (id: string) => [event(id, 1, 'meeting_created', began), event(id, 2, 'meeting_opened', began)]
const ended = (id: string) => [...opened(id), event(id, 3, 'meeting_ending'), event(id, 4, 'meeting_ended')]

const endState = (more: Partial<EndState> = {}): EndState => ({
  acknowledged: new Map([['a', 'live']]),
  others: [],
  events: opened('a'),
  ...more,
})
const rules = (attempts: readonly Attempt[], end: EndState): Rule[] => violationsOf(attempts, end).map(({ rule }) => rule)

describe('nothing is reported of', () => {
  test.each<[string, Attempt[], EndState]>([
    ['a meeting that is there', [create('k', 'a')], endState()],
    ['a repeated answer', [create('k', 'a'), create('k', 'a')], endState()],
    [
      'a meeting that ended at its hour',
      [create('k', 'a'), refused('a', 410, hour)],
      endState({ acknowledged: new Map([['a', 'ended']]), events: ended('a') }),
    ],
    [
      'one meeting of an unanswered request',
      [create('k', 'a'), unanswered('x')],
      endState({ others: [{ meeting_id: 'b', name: 'x', found: 'live' }], events: [...opened('a'), ...opened('b')] }),
    ],
    ['a first attempt that came to nothing', [create('k', 'a')], endState({ others: [{ meeting_id: 'b', name: 'k', found: 'ended' }] })],
    ['events in another order', [create('k', 'a')], endState({ events: opened('a').reverse() })],
    ['a look before the acknowledgement', [refused('a', 404, began - 100), create('k', 'a')], endState()],
    [
      'a seat that is taken again after a minute',
      [create('k', 'a', { max_participants: 1 }), join('1', 'a', 'p1'), join('2', 'a', 'p2', began + 60_000)],
      endState(),
    ],
  ])('%s', (_, attempts, end) => {
    expect(violationsOf(attempts, end)).toEqual([])
  })
})

describe('it reports', () => {
  test.each<[Rule, string, Attempt[], EndState]>([
    ['meeting lost', 'one that is not found at the end', [create('k', 'a')], endState({ acknowledged: new Map([['a', 'missing']]) })],
    ['meeting lost', 'one that was not found once', [create('k', 'a'), refused('a', 404, began + 20)], endState()],
    ['meeting extra', 'a second one of a key', [create('k', 'a')], endState({ others: [{ meeting_id: 'b', name: 'k', found: 'live' }] })],
    [
      'meeting extra',
      'two of an unanswered request',
      [create('k', 'a'), unanswered('x')],
      endState({
        others: [
          { meeting_id: 'b', name: 'x', found: 'live' },
          { meeting_id: 'c', name: 'x', found: 'live' },
        ],
      }),
    ],
    ['key answered twice', 'two people of one join', [create('k', 'a'), join('1', 'a', 'p1'), join('1', 'a', 'p2')], endState()],
    [
      'seats above capacity',
      'three in two seats',
      [create('k', 'a', { max_participants: 2 }), join('1', 'a', 'p1'), join('2', 'a', 'p2'), join('3', 'a', 'p3', began + 59_000)],
      endState(),
    ],
    ['ended early', 'a 410 before the hour', [create('k', 'a'), refused('a', 410, hour - 1_000)], endState()],
    [
      'ended early',
      'an end before the hour',
      [create('k', 'a')],
      endState({ events: [...opened('a'), event('a', 3, 'meeting_ending', hour - 1)] }),
    ],
    ['ended twice', 'two ends', [create('k', 'a')], endState({ events: [...ended('a'), event('a', 5, 'meeting_ended')] })],
    ['event missing', 'a gap', [create('k', 'a')], endState({ events: ended('a').filter(({ version }) => version !== 3) })],
    ['event missing', 'a meeting without events', [create('k', 'a')], endState({ events: [] })],
    ['event doubled', 'one version twice', [create('k', 'a')], endState({ events: [...opened('a'), ...opened('a').slice(1)] })],
    ['event doubled', 'two openings', [create('k', 'a')], endState({ events: [...opened('a'), event('a', 3, 'meeting_opened')] })],
  ])('%s: %s', (rule, _, attempts, end) => {
    expect(rules(attempts, end)).toContain(rule)
  })
})
