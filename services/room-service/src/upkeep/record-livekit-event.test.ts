import type { LivekitEvent } from '@runde/contracts/livekit-events'
import type { Permissions } from '@runde/contracts/meetings'
import { everything } from '@runde/contracts/permissions'
import type { Shown } from '@runde/contracts/shown'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import type { StoredParticipant } from '../ports/meetings.ts'
import type { ParticipantRecord, Seat } from '../state/apply-livekit-event.ts'
import { epoch, fresh } from '../state/arbitrary-state.ts'
import { recordConnection, recordLivekitEvent } from './record-livekit-event.ts'

const meeting_id = '7kq-mfxr-2rp'

/** The banned participant of these tests. */
const banned = ['jonas']

/** One meeting's participants, with compare-and-set as the store has it. `disturb` runs before each write, as another replica would. */
const start = (people: Record<string, ParticipantRecord>, disturb: (write: number) => void = () => {}) => {
  const records = new Map(Object.entries(people).map(([id, record]) => [id, JSON.stringify(record)]))
  const seats = new Map<string, Seat>(Object.keys(people).map((id) => [id, people[id]?.connection?.connected ? 'occupy' : 'free']))
  let writes = 0
  const state = { ...fresh, permissions: { ...everything, microphone: false } }
  const meetings = {
    find: async () => ({ state, now: epoch, connected: 0, watched_until: 0 }),
    participant: async (_: string, participant_id: string): Promise<StoredParticipant | undefined> => {
      const raw = records.get(participant_id)
      return raw === undefined ? undefined : { meeting_id, participant_id, raw, record: JSON.parse(raw) }
    },
    replaceParticipant: async ({ participant_id, raw }: StoredParticipant, record: ParticipantRecord, seat: Seat) => {
      disturb(++writes)
      if (records.get(participant_id) !== raw) return false
      records.set(participant_id, JSON.stringify(record))
      seats.set(participant_id, seat)
      return true
    },
    banned: async (_: string, ids: readonly string[]) => ids.filter((id) => banned.includes(id)),
    connectedParticipants: async () =>
      [...seats].flatMap(([id, seat]) => {
        const raw = records.get(id)
        return seat === 'occupy' && raw ? [{ meeting_id, participant_id: id, raw, record: JSON.parse(raw) }] : []
      }),
  }
  const disconnected: string[] = []
  const permitted: [string, Permissions][] = []
  const shown: [string, Shown][] = []
  const rooms = {
    disconnect: async (_: string, participantId: string) => void disconnected.push(participantId),
    show: async (_: string, participantId: string, what: Shown) => void shown.push([participantId, what]),
    permit: async (_: string, wanted: ReadonlyMap<string, Permissions>) => void permitted.push(...wanted),
  }
  const deps = { meetings, rooms, log: pino({ level: 'silent' }) }
  return { records, seats, disconnected, permitted, shown, record: recordLivekitEvent(deps), compare: recordConnection(deps) }
}

const person = (joined_at?: number): ParticipantRecord => ({
  name: 'Mira',
  session: 'hash',
  admitted_at: 0,
  ...(joined_at === undefined ? {} : { connection: { sid: `PA_${joined_at}`, joined_at, connected: true } }),
})

const event = (type: string, created_at: number, participant?: LivekitEvent['participant']): LivekitEvent => ({
  id: 'EV_1',
  type,
  meeting_id,
  created_at,
  ...(participant ? { participant } : {}),
})

test('a join is written although another replica wrote in between', async () => {
  const { record, records, seats } = start({ mira: person() }, (write) => {
    if (write === 1) records.set('mira', JSON.stringify({ ...person(), name: 'Mira O.' }))
  })
  await record(event('participant_joined', 10, { participant_id: 'mira', sid: 'PA_10', joined_at: 10 }))
  expect(seats.get('mira')).toBe('occupy')
  expect(JSON.parse(records.get('mira') ?? '')).toMatchObject({ name: 'Mira O.', connection: { sid: 'PA_10' } })
})

test('whoever was banned and comes with a token that is still good is disconnected again', async () => {
  const { record, disconnected } = start({ mira: person(), jonas: person() })
  const reports = [
    event('participant_joined', 10, { participant_id: 'mira', sid: 'PA_10', joined_at: 10 }),
    event('participant_left', 11, { participant_id: 'jonas', sid: 'PA_9', joined_at: 9 }),
  ]
  for (const report of reports) await record(report)
  expect(disconnected).toEqual([])
  await record(event('participant_joined', 12, { participant_id: 'jonas', sid: 'PA_12', joined_at: 12 }))
  expect(disconnected).toEqual(['jonas'])
})

test('whoever connects with a token from before what is in force now is brought in line, and nobody else', async () => {
  const { record, permitted } = start({ mira: person(), ada: { ...person(), role: 'host' }, jonas: person() })
  const muted = { ...everything, microphone: false }
  const joins = [
    { participant_id: 'mira', permissions: everything },
    { participant_id: 'ada', permissions: everything },
    { participant_id: 'jonas', permissions: muted },
    { participant_id: 'stranger', permissions: everything },
  ]
  for (const participant of joins) await record(event('participant_joined', 10, { sid: 'PA_10', joined_at: 10, ...participant }))
  // What LiveKit does not tell is left to the comparison.
  await record(event('participant_joined', 11, { participant_id: 'mira', sid: 'PA_11', joined_at: 11 }))
  expect(permitted).toEqual([['mira', muted]])
})

test('whoever connects with a token from before their hand was raised or lowered is shown as they are now', async () => {
  const { record, shown } = start({ mira: { ...person(), hand: 9_000 }, jonas: person(), lea: { ...person(), hand: 8_000 } })
  const joins = [
    { participant_id: 'mira', hand: 0 },
    { participant_id: 'jonas', hand: 7_000 },
    { participant_id: 'lea', hand: 8_000 },
  ]
  for (const participant of joins) await record(event('participant_joined', 10, { sid: 'PA_10', joined_at: 10, ...participant }))
  expect(shown).toEqual([
    ['mira', { hand: 9_000 }],
    ['jonas', { hand: 'down' }],
  ])
})

test('a report about somebody unknown is passed over', async () => {
  const { record, seats } = start({})
  await record(event('participant_joined', 10, { participant_id: 'stranger', sid: 'PA_10', joined_at: 10 }))
  expect(seats.size).toBe(0)
})

test('the end of a room frees the seats of all who were in it, and of nobody who came later', async () => {
  const { record, seats } = start({ mira: person(10), jonas: person(11), late: person(25) })
  await record(event('room_finished', 20))
  expect(Object.fromEntries(seats)).toEqual({ mira: 'free', jonas: 'free', late: 'occupy' })
})

test('whoever lost their seat with a lost room, and is in the next one, has it back when LiveKit is asked', async () => {
  const { compare, record, seats } = start({ mira: person(10) })
  const report = { meeting_id, type: 'participant_joined', participant: { participant_id: 'mira', sid: 'PA_10', joined_at: 10 } } as const
  seats.set('mira', 'hold')
  await record({ ...event('participant_joined', 10, report.participant) })
  expect(seats.get('mira')).toBe('hold')
  await compare(report, 'Mira')
  expect(seats.get('mira')).toBe('occupy')
})
