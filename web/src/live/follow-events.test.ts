import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished, vi } from 'vitest'
import { followEvents } from './follow-events.ts'
import type { LiveEvent } from './live-event.ts'

type Answer = (response: ServerResponse) => void

const stream: Answer = (response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders()

const withFrames =
  (...frames: string[]): Answer =>
  (response) => {
    stream(response)
    // Small, so that coming back takes no time here.
    response.write('retry: 5\n\n')
    for (const frame of frames) response.write(`${frame}\n\n`)
  }

const endingAfter =
  (answer: Answer): Answer =>
  (response) => {
    answer(response)
    response.end()
  }

const refusing =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(status, headers).end()

const soon = (secondsLeft: number) => `event: ending_soon\ndata: {"expires_at":"2026-11-25T15:30:00Z","seconds_left":${secondsLeft}}`

/** A real server that answers each request by the next of these, the last one again and again; and somebody who follows it. */
const follow = async (answers: readonly Answer[], silence?: number) => {
  const requests: IncomingHttpHeaders[] = []
  const gone = vi.fn<() => void>()
  const server = createServer((request, response) => {
    response.on('close', gone)
    answers[Math.min(requests.length, answers.length - 1)]?.(response)
    requests.push(request.headers)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const events: LiveEvent[] = []
  const refused: number[] = []
  const clocks: number[] = []
  const followed = followEvents({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    token: 'session',
    onEvent: (event) => events.push(event),
    onClock: (ahead) => clocks.push(ahead),
    onRefused: (status) => refused.push(status),
    ...(silence !== undefined && { silence }),
  })
  onTestFinished(() => {
    followed[Symbol.dispose]()
    server.closeAllConnections()
    server.close()
  })
  return { requests, events, refused, clocks, gone, followed }
}

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 5 })

it('says who it is, and tells what comes as it comes', async () => {
  const { requests, events, clocks } = await follow([withFrames(soon(600), 'event: ended\ndata: {"reason":"expired"}')])
  await eventually(() => expect(events.map(({ name }) => name)).toEqual(['ending_soon', 'ended']))
  expect(requests[0]).toMatchObject({ authorization: 'Bearer session', accept: 'text/event-stream' })
  expect(requests[0]).not.toHaveProperty('last-event-id')
  expect(Math.abs(clocks[0] ?? Number.NaN)).toBeLessThan(60_000)
})

it('goes on where a lost stream ended', async () => {
  const { requests, events } = await follow([
    endingAfter(withFrames(`id: 11\n${soon(600)}`, 'id: 12\nevent: of_a_later_version\ndata: {}')),
    withFrames(`id: 13\n${soon(120)}`),
  ])
  await eventually(() => expect(events).toHaveLength(2))
  expect(requests).toHaveLength(2)
  expect(requests[1]?.['last-event-id']).toBe('12')
})

it.each([
  ['no answer', (response: ServerResponse) => void response.destroy()],
  ['an error', refusing(503)],
  ['the page of a proxy', (response: ServerResponse) => void response.writeHead(200, { 'content-type': 'text/html' }).end(soon(600))],
])('tries again after %s', async (_, failure) => {
  const { events, requests } = await follow([endingAfter(withFrames()), failure, withFrames(soon(120))])
  await eventually(() => expect(events).toHaveLength(1))
  expect(requests).toHaveLength(3)
  expect(events[0]).toMatchObject({ data: { seconds_left: 120 } })
})

it.each([401, 404, 410])('stops for good on %i', async (status) => {
  const { refused, requests, followed } = await follow([refusing(status), withFrames(soon(600))])
  await eventually(() => expect(refused).toEqual([status]))
  followed.wake()
  expect(requests).toHaveLength(1)
})

it('leaves a connection on which nothing comes any more', async () => {
  const { events, gone } = await follow([withFrames(), withFrames(soon(600))], 200)
  await eventually(() => expect(events).not.toHaveLength(0))
  expect(gone).toHaveBeenCalled()
})

it('tries at once when it is woken', async () => {
  const { events, followed } = await follow([refusing(503, { 'retry-after': '3600' }), withFrames(soon(600))])
  await eventually(() => {
    followed.wake()
    expect(events).not.toHaveLength(0)
  })
})

it('closes the connection when it is no longer followed', async () => {
  const { events, gone, followed, requests } = await follow([withFrames(soon(600))])
  await eventually(() => expect(events).toHaveLength(1))
  followed[Symbol.dispose]()
  await eventually(() => expect(gone).toHaveBeenCalledOnce())
  expect(requests).toHaveLength(1)
})
