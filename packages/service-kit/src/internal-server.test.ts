import { RundeError } from '@runde/contracts/errors'
import { expect, test } from 'vitest'
import { type InternalRoutes, startInternalServer } from './internal-server.ts'

const telemetry = { metrics: () => {}, [Symbol.asyncDispose]: async () => {} }

test('a service adds what it shows its operator, and a part that is away is a 503', async () => {
  const routes: InternalRoutes = new Map()
  await using server = await startInternalServer({ host: '127.0.0.1', port: 0 }, { telemetry, isReady: () => true, routes })
  const get = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${server.port}${path}`)
    return [answer.status, await answer.text()]
  }
  expect((await get('/letters'))[0]).toBe(404)
  routes.set('/letters', async () => ({ letters: ['a'] }))
  routes.set('/away', async () => Promise.reject(new RundeError('unavailable', 'NATS is away')))
  routes.set('/broken', async () => Promise.reject(new Error('password is hunter2')))
  expect(await get('/letters')).toEqual([200, '{"letters":["a"]}\n'])
  expect(await get('/away')).toEqual([503, '{"code":"unavailable","detail":"NATS is away"}\n'])
  expect(await get('/broken')).toEqual([500, '{"code":"internal","detail":"unexpected error"}\n'])
  expect(await get('/readyz')).toEqual([200, 'ready\n'])
})
