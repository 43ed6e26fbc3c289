import { pino } from 'pino'
import { expect, test } from 'vitest'
import { createHttpServer } from './http-server.ts'

/** Milliseconds after which Traefik and clients in Go close a connection that nobody uses, unless they are told otherwise. */
const keptByProxies = 90_000

test('a kept connection is closed by the proxy, not by us: a request under way on it would be lost', async () => {
  const app = createHttpServer({ log: pino({ level: 'silent' }), bodyLimit: 1_024 })
  expect(app.server.keepAliveTimeout).toBeGreaterThan(keptByProxies)
  await app.close()
})
