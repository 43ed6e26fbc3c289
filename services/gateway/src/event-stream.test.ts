import { text } from 'node:stream/consumers'
import { expect, test, vi } from 'vitest'
import { type EventStreamOptions, openEventStream } from './event-stream.ts'

const hour = 3_600_000
const open = (options: Partial<EventStreamOptions> = {}) =>
  openEventStream({ draining: new AbortController().signal, heartbeat: hour, longest: hour, random: () => 0, ...options })
/** As long as a name can be made, in bytes. */
const largest = {
  name: 'participants',
  data: { num_participants: 50, joined: { participant_id: 'guest-4vtr8k2m9xwq7hjd', display_name: '👩'.repeat(64) } },
} as const

test('begins with the time to wait before coming back, spread between one second and three', async () => {
  for (const [random, retry] of [
    [0, 1_000],
    [0.5, 2_000],
    [1, 3_000],
  ] as const) {
    const { body, end } = open({ random: () => random })
    end()
    expect(await text(body)).toBe(`retry: ${retry}\n\n`)
  }
})

test('gives signs of life while nothing happens', async () => {
  const { body, end } = open({ heartbeat: 1 })
  let read = ''
  body.on('data', (bytes) => {
    read += bytes
  })
  await vi.waitFor(() => expect(read).toMatch(/^retry: 1000\n\n(:\n\n){3,}$/), { timeout: 20_000 })
  end()
})

test('ends with a hint when the server drains, and when it has lasted long enough', async () => {
  const draining = new AbortController()
  const drained = text(open({ draining: draining.signal }).body)
  draining.abort()
  const aged = text(open({ longest: 1 }).body)
  expect(await Promise.all([drained, aged])).toEqual(Array(2).fill('retry: 1000\n\nretry: 1000\n\n'))
})

test('two hundred missed events fit; a browser that goes on not reading is left', async () => {
  const { body, tell } = open()
  for (let place = 0; place < 200; place += 1) tell(largest, { place, version: place })
  expect(body.destroyed).toBe(false)
  for (let place = 0; place < 400; place += 1) tell(largest, { place, version: place })
  expect(body.destroyed).toBe(true)
})
