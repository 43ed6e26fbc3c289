import { fc, test } from '@fast-check/vitest'
import { everything } from '@runde/contracts/permissions'
import { describe, expect } from 'vitest'
import type { StoredParticipant } from '../ports/meetings.ts'
import type { LiveParticipant } from '../ports/rooms.ts'
import { applyLivekitEvent, type ConnectionReport, type ParticipantRecord, type Seat } from '../state/apply-livekit-event.ts'
import { missedReports } from './reconcile-rooms.ts'

interface Kept {
  readonly record: ParticipantRecord
  readonly seat: Seat
}
type Book = Map<string, Kept>

/** What LiveKit did: the connections of each person, one after the other; only the last may still stand. */
interface Person {
  readonly id: string
  readonly connections: readonly { readonly sid: string; readonly joined_at: number; readonly ended: boolean }[]
}

const anyPerson = (id: string, pause: fc.Arbitrary<number>): fc.Arbitrary<Person> =>
  fc.tuple(fc.array(pause, { minLength: 1, maxLength: 5 }), fc.boolean()).map(([pauses, stands]) => {
    let joined_at = 1_000
    const connections = pauses.map((seconds, at) => {
      joined_at += seconds
      return { sid: `${id}-${at}`, joined_at, ended: at < pauses.length - 1 || !stands }
    })
    return { id, connections }
  })
const people = (pause: fc.Arbitrary<number>) => fc.tuple(...['mira', 'jonas', 'lea'].map((id) => anyPerson(id, pause)))
/** LiveKit's times have seconds only. */
const apart = people(fc.integer({ min: 1, max: 100 }))
const close = people(fc.integer({ min: 0, max: 2 }))

const reportsOf = (all: readonly Person[]): ConnectionReport[] =>
  all.flatMap(({ id, connections }) =>
    connections.flatMap(({ sid, joined_at, ended }) => {
      const participant = { participant_id: id, sid, joined_at }
      return [
        { type: 'participant_joined', participant },
        ...(ended ? [{ type: 'participant_left', participant } as const] : []),
      ] as ConnectionReport[]
    }),
  )

const empty = (all: readonly Person[]): Book =>
  new Map(all.map(({ id }) => [id, { record: { name: id, session: 'hash', admitted_at: 0 }, seat: 'free' }]))

const apply = (book: Book, reports: readonly ConnectionReport[]): Book => {
  for (const report of reports) {
    const kept = book.get(report.participant.participant_id)
    const change = kept && applyLivekitEvent(kept.record, report)
    if (change) book.set(report.participant.participant_id, change)
  }
  return book
}

const present = (all: readonly Person[]): LiveParticipant[] =>
  all.flatMap(({ id, connections }) => {
    const last = connections.at(-1)
    if (!last || last.ended) return []
    return [{ participant_id: id, display_name: id, sid: last.sid, joined_at: last.joined_at, permissions: everything, hand: 0 }]
  })

const seated = (book: Book): string[] => [...book].filter(([, { seat }]) => seat === 'occupy').map(([id]) => id)
const inside = (all: readonly Person[]) => present(all).map(({ participant_id }) => participant_id)

const stored = (book: Book): StoredParticipant[] =>
  [...book].flatMap(([participant_id, { record, seat }]) =>
    seat === 'occupy' ? [{ meeting_id: '7kq-mfxr-2rp', participant_id, record, raw: JSON.stringify(record) }] : [],
  )

const reconcile = (book: Book, all: readonly Person[]): Book => {
  const { joined, left } = missedReports(stored(book), present(all))
  apply(
    book,
    joined.map(({ display_name: _, ...participant }) => ({ type: 'participant_joined', participant, asked: true })),
  )
  return apply(
    book,
    left.map((participant) => ({ type: 'participant_left', participant, asked: true })),
  )
}

/** Some of the reports (`least`: how many at least), in any order. */
const anyOrder = (all: readonly Person[], least: number) => fc.shuffledSubarray(reportsOf(all), { minLength: least })
const repeated = (all: readonly Person[]) => {
  const reports = reportsOf(all)
  return fc
    .tuple(anyOrder(all, reports.length), fc.array(fc.constantFrom(...reports), { maxLength: 20 }))
    .chain(([once, more]) => fc.shuffledSubarray([...once, ...more], { minLength: once.length + more.length }))
}
const withReports = (
  anyPeople: fc.Arbitrary<readonly Person[]>,
  reports: (all: readonly Person[]) => fc.Arbitrary<readonly ConnectionReport[]>,
) => anyPeople.chain((all) => fc.record({ all: fc.constant(all), reports: reports(all) }))

describe("LiveKit's reports", () => {
  test.prop([withReports(apart, repeated)])('leave the truth behind in any order, however often they are repeated', ({ all, reports }) => {
    expect(seated(apply(empty(all), reports))).toEqual(inside(all))
  })

  test.prop([close])('leave it behind in their own order even where people come back within the second', (all) => {
    expect(seated(apply(empty(all), reportsOf(all)))).toEqual(inside(all))
  })

  test.prop([withReports(close, (all) => anyOrder(all, 0))])(
    'lost, late and within one second: the comparison repairs them',
    ({ all, reports }) => {
      expect(seated(reconcile(apply(empty(all), reports), all))).toEqual(inside(all))
    },
  )

  test.prop([withReports(close, repeated), fc.integer({ min: 0, max: 30 })])(
    'that come after the comparison change nothing that the next one would not repair',
    ({ all, reports }, at) => {
      const book = reconcile(apply(empty(all), reports.slice(0, at)), all)
      expect(seated(reconcile(apply(book, reports.slice(at)), all))).toEqual(inside(all))
    },
  )
})

test.prop([withReports(close, (all) => anyOrder(all, 0))])('a comparison repairs once: the next one finds nothing', ({ all, reports }) => {
  const book = reconcile(apply(empty(all), reports), all)
  expect(missedReports(stored(book), present(all))).toEqual({ joined: [], left: [] })
})
