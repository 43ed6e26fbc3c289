import { expect, it } from 'vitest'
import { type LiveEvent, readEvents } from './live-event.ts'

const read = (pieces: readonly Uint8Array<ArrayBuffer>[]) => {
  const seen: { events: LiveEvent[]; ids: string[]; retries: number[] } = { events: [], ids: [], retries: [] }
  const feed = readEvents({
    onEvent: (event) => seen.events.push(event),
    onId: (id) => seen.ids.push(id),
    onRetry: (retry) => seen.retries.push(retry),
  })
  for (const piece of pieces) feed(piece)
  return seen
}

const bytes = (text: string) => new TextEncoder().encode(text)

const joined = { num_participants: 2, joined: { participant_id: 'guest-1', display_name: 'Lê Zoë 👩‍👩‍👧' } }
const lines = [
  ': alive',
  '',
  'retry: 2500',
  '',
  'id: 41',
  'event: participants',
  `data: ${JSON.stringify(joined)}`,
  '',
  ': alive',
  '',
  'id: 42',
  'event: ended',
  'data: {"reason":',
  'data: "expired"}',
  '',
  '',
]

const expected = {
  events: [
    { name: 'participants', data: joined },
    { name: 'ended', data: { reason: 'expired' } },
  ],
  ids: ['41', '42'],
  retries: [2500],
}

it.each(['\n', '\r\n', '\r'])('reads the same wherever the pieces are cut, with lines that end in %j', (end) => {
  const whole = bytes(lines.join(end))
  for (let cut = 0; cut <= whole.length; cut += 1) expect(read([whole.slice(0, cut), whole.slice(cut)])).toEqual(expected)
  expect(read(Array.from(whole, (_, at) => whole.slice(at, at + 1)))).toEqual(expected)
})

it('keeps an event back until its empty line is there', () => {
  expect(read([bytes('event: ended\ndata: {"reason":"ended"}\n')]).events).toEqual([])
})

it.each([
  ['an event it does not know', 'event: applause\ndata: {}\n\n'],
  ['an event without a name', 'data: {}\n\n'],
  ['data that is no JSON', 'event: ended\ndata: {"reason"\n\n'],
])('passes over %s, and remembers its place', (_, frame) => {
  const { events, ids } = read([bytes(`id: 7\n${frame}event: ended\ndata: {"reason":"ended"}\n\n`)])
  expect(events).toEqual([{ name: 'ended', data: { reason: 'ended' } }])
  expect(ids).toEqual(['7'])
})
