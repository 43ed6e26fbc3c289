import { once } from 'node:events'
import { Agent, get as httpGet, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { pino } from 'pino'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { closeServer } from './http-drain.ts'
import { createHttpServer } from './http-server.ts'

const closing: Promise<void>[] = []
afterEach(() => Promise.all(closing.splice(0)))

const listen = async (drainGrace: number) => {
  const app = createHttpServer({ log: pino({ level: 'silent' }), bodyLimit: 1_000, drainGrace })
  const taken = Promise.withResolvers<void>()
  const held = Promise.withResolvers<string>()
  app.get('/quick', async () => ({}))
  app.get('/held', async () => {
    taken.resolve()
    return { answer: await held.promise }
  })
  app.get('/stream', (_request, reply) => {
    reply.hijack()
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' })
    reply.raw.write(': begun\n\n')
    app.draining.addEventListener('abort', () => reply.raw.end('retry: 100\n\n'))
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const close = () => {
    const closed = closeServer(app)
    closing.push(closed)
    return closed
  }
  return { app, url, taken: taken.promise, held, close }
}

const eventually = (check: () => Promise<void> | void) => vi.waitFor(check, { timeout: 20_000, interval: 10 })

/** One GET; `kept` is an agent that keeps its connection, without it the connection is new. */
const get = async (url: string, kept?: Agent) => {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    httpGet(url, { agent: kept ?? new Agent() }, resolve).once('error', reject)
  })
  await text(answer)
  return { status: answer.statusCode, connection: answer.headers.connection }
}

const isRefused = (url: string) =>
  get(url).then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code === 'ECONNREFUSED',
  )

describe('a server that drains', { timeout: 30_000 }, () => {
  test('goes on accepting, then ends kept connections with their next answer', async () => {
    const { app, url, close } = await listen(1_000)
    const kept = new Agent({ keepAlive: true, maxSockets: 1 })
    expect(await get(`${url}/quick`, kept)).toEqual({ status: 200, connection: 'keep-alive' })
    const last = once(app.draining, 'abort').then(() => Promise.all([get(`${url}/nowhere`, kept), isRefused(`${url}/quick`)]))
    const closed = close()
    expect(await get(`${url}/quick`)).toMatchObject({ status: 200 })
    expect(await last).toEqual([{ status: 404, connection: 'close' }, true])
    await closed
  })

  test('answers what it had taken, though it no longer listens', async () => {
    const { url, taken, held, close } = await listen(0)
    const answering = fetch(`${url}/held`)
    await taken
    void close()
    await eventually(async () => expect(await isRefused(`${url}/quick`)).toBe(true))
    held.resolve('late')
    const answer = await answering
    expect([answer.headers.get('connection'), await answer.json()]).toEqual(['close', { answer: 'late' }])
  })

  test('tells a stream that would never end', async () => {
    const { url, close } = await listen(0)
    const stream = await fetch(`${url}/stream`)
    const words = stream.text()
    await close()
    expect(await words).toBe(': begun\n\nretry: 100\n\n')
  })
})
