import { describe, expect, test } from 'vitest'
import { applyLivekitEvent, type ConnectionReport, type ParticipantRecord, type Seat } from './apply-livekit-event.ts'

const admitted: ParticipantRecord = { name: 'Mira', session: 'hash', admitted_at: 0 }

const event = (type: ConnectionReport['type'], sid: string, joined_at: number): ConnectionReport => ({
  type,
  participant: { participant_id: 'guest-1', sid, joined_at },
})
const joined = (sid: string, at: number) => event('participant_joined', sid, at)
const left = (sid: string, at: number) => event('participant_left', sid, at)

/** The last seat that any of the reports, one after the other, left behind. */
const seatAfter = (events: readonly ConnectionReport[]): Seat | undefined => {
  let record = admitted
  let seat: Seat | undefined
  for (const one of events) {
    const change = applyLivekitEvent(record, one)
    if (!change) continue
    record = change.record
    seat = change.seat
  }
  return seat
}

const permutations = <T>(items: readonly T[]): T[][] =>
  items.length === 0 ? [[]] : items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]))

describe('in order', () => {
  test('who joins occupies the seat, who leaves frees it', () => {
    expect(seatAfter([joined('A', 10)])).toBe('occupy')
    expect(seatAfter([joined('A', 10), left('A', 10)])).toBe('free')
  })

  test('a reload is a new connection of the same participant', () => {
    expect(seatAfter([joined('A', 10), left('A', 10), joined('B', 12)])).toBe('occupy')
  })
})

test('who was admitted again while still connected keeps the seat when the old connection ends', () => {
  const readmitted = { ...admitted, admitted_at: 15_000, connection: { sid: 'A', joined_at: 10, connected: true } }
  expect(applyLivekitEvent(readmitted, left('A', 10))?.seat).toBe('hold')
  expect(applyLivekitEvent({ ...readmitted, admitted_at: 9_500 }, left('A', 10))?.seat).toBe('free')
})

test('a hand goes down with whoever leaves, and stays up through a reload and with every other report', () => {
  const raised = { ...admitted, hand: 9_000 }
  const connected = { ...raised, connection: { sid: 'A', joined_at: 10, connected: true } }
  expect(applyLivekitEvent(raised, joined('A', 10))?.record.hand).toBe(9_000)
  expect(applyLivekitEvent({ ...connected, admitted_at: 15_000 }, left('A', 10))?.record.hand).toBe(9_000)
  expect(applyLivekitEvent(connected, joined('B', 12))?.record.hand).toBe(9_000)
  expect(applyLivekitEvent(connected, left('A', 10))?.record).not.toHaveProperty('hand')
})

describe('out of order', () => {
  test.each(
    permutations([joined('A', 10), left('A', 10)]).map(
      (order) => [order.map(({ type, participant }) => `${type} ${participant.sid}`).join(), order] as const,
    ),
  )('one connection that has ended: %s', (_, order) => expect(seatAfter(order)).toBe('free'))

  test.each(
    permutations([joined('A', 10), left('A', 10), joined('B', 12)]).map(
      (order) => [order.map(({ type, participant }) => `${type} ${participant.sid}`).join(), order] as const,
    ),
  )('a reload: %s', (_, order) => expect(seatAfter(order)).toBe('occupy'))

  test('a reload within one second, in the order in which LiveKit tells it', () => {
    expect(seatAfter([joined('A', 10), joined('B', 10), left('A', 10)])).toBe('occupy')
    expect(seatAfter([joined('A', 10), left('A', 10), joined('B', 10)])).toBe('occupy')
  })

  test('repeats change nothing', () => {
    const all = [joined('A', 10), left('A', 10), joined('B', 12), left('B', 12)]
    expect(seatAfter([...all, ...all, ...all.toReversed()])).toBe('free')
  })
})

describe('what LiveKit was asked for', () => {
  const asked = (report: ConnectionReport): ConnectionReport => ({ ...report, asked: true })

  test('a connection that an old list did not show is believed when a later list shows it', () => {
    expect(seatAfter([joined('A', 10), asked(left('A', 10)), asked(joined('A', 10))])).toBe('occupy')
  })

  test('a goodbye that LiveKit told of itself is the last word, whatever lists show', () => {
    expect(seatAfter([joined('A', 10), left('A', 10), asked(joined('A', 10))])).toBe('free')
    expect(seatAfter([joined('A', 10), asked(left('A', 10)), left('A', 10), asked(joined('A', 10))])).toBe('free')
  })

  test('a late report of the coming takes back no goodbye', () => {
    expect(seatAfter([asked(left('A', 10)), joined('A', 10)])).toBe('free')
  })
})
