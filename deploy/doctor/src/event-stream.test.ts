import { expect, test } from 'vitest'
import { parseEvent, readEvents } from './event-stream.ts'

test('an event of the contract is read, everything else is passed over', () => {
  expect(parseEvent('event: ended\nid: 7-3\ndata: {"reason":"host"}', 5)).toEqual({ name: 'ended', data: { reason: 'host' }, at: 5 })
  expect(parseEvent('event: of_a_later_version\ndata: {}', 5)).toBeUndefined()
  expect(parseEvent(':', 5)).toBeUndefined()
})

const bytes = (text: string) => new TextEncoder().encode(text)

test('however the bytes are cut, events come one by one, and the end is known', async () => {
  const pieces = ['retry: 1000\n\n:\n\nevent: lobby\nda', 'ta: {"num_waiting":1}\n', '\nevent: lobby\ndata: {"num_waiting":2}\n\n']
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const piece of pieces) controller.enqueue(bytes(piece))
      controller.close()
    },
  })
  const stream = readEvents(new Response(body), new AbortController())
  await stream.until(() => stream.events[1], AbortSignal.timeout(1_000))
  expect(stream.events.map(({ data }) => data)).toEqual([{ num_waiting: 1 }, { num_waiting: 2 }])
  expect(stream.heartbeats()).toBe(1)
  await expect(stream.until(() => stream.events[2], AbortSignal.timeout(1_000))).rejects.toThrow('closed at the other end')
})

test('waiting ends with the signal', async () => {
  const stop = new AbortController()
  const stream = readEvents(new Response(new ReadableStream()), stop)
  await expect(stream.until(() => undefined, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough')
})
