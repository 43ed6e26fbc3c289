import type { AddressInfo } from 'node:net'
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
  return { url, taken: taken.promise, held, close }
}

const eventually = (check: () => Promise<void> | void) => vi.waitFor(check, { timeout: 20_000, interval: 10 })
const refused = async (url: string) => {
  const { cause } = await fetch(url).then(
    () => ({ cause: undefined }),
    (error: Error) => error as { cause?: { code?: string } },
  )
  return cause?.code === 'ECONNREFUSED'
}

describe('a server that drains', () => {
  test('goes on accepting, and every answer ends its connection; then nothing listens', async () => {
    const { url, close } = await listen(1_000)
    expect((await fetch(`${url}/quick`)).headers.get('connection')).toBe('keep-alive')
    const closed = close()
    const answer = await fetch(`${url}/quick`)
    expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close'])
    expect((await fetch(`${url}/nowhere`)).headers.get('connection')).toBe('close')
    await closed
    expect(await refused(`${url}/quick`)).toBe(true)
  })

  test('answers what it had taken, though it no longer listens', async () => {
    const { url, taken, held, close } = await listen(0)
    const answering = fetch(`${url}/held`)
    await taken
    void close()
    await eventually(async () => expect(await refused(`${url}/quick`)).toBe(true))
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
