import Fastify, { type FastifySchema } from 'fastify'
import { afterEach, expect, test, vi } from 'vitest'
import { lazySchemas } from './lazy-schemas.ts'

afterEach(() => void vi.useRealTimers())

const server = () => {
  const schemas = lazySchemas()
  const app = Fastify({ schemaController: { compilersFactory: schemas.compilersFactory } })
  schemas.compileAfterStart(app)
  return app
}

const wrong = { type: 'no such type' }

test('what comes is checked and what goes is written as by the compilers that Fastify has', async () => {
  await using app = server()
  const schema = {
    body: { type: 'object', properties: { count: { type: 'integer' } }, required: ['count'] },
    response: { 200: { type: 'object', properties: { count: { type: 'integer' } } } },
  }
  app.post('/', { schema }, async ({ body }) => ({ ...(body as object), secret: 'left out' }))
  const send = (payload: object) => app.inject({ method: 'POST', url: '/', payload })
  expect((await send({ count: 3 })).json()).toEqual({ count: 3 })
  expect((await send({})).json()).toMatchObject({ statusCode: 400, message: "body must have required property 'count'" })
  expect((await send({ count: 'three' })).json()).toMatchObject({ statusCode: 400, message: 'body/count must be integer' })
  expect((await send({ count: 4 })).json()).toEqual({ count: 4 })
})

test('a schema is compiled when it is needed', async () => {
  await using app = server()
  app.get('/wrong', { schema: { querystring: wrong } }, async () => 'never')
  app.get('/right', async () => 'right')
  expect((await app.inject('/right')).body).toBe('right')
  expect((await app.inject('/wrong')).statusCode).toBe(500)
})

test.each<[string, FastifySchema]>([
  ['of what comes', { querystring: wrong }],
  ['of what goes', { response: { 200: wrong } }],
])('a schema %s that is wrong ends a service soon after its start, whether somebody asks or not', async (_, schema) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setImmediate', 'clearTimeout', 'clearImmediate'] })
  await using app = server()
  app.get('/', { schema }, async () => 'never')
  await app.listen({ port: 0 })
  expect(() => vi.runAllTimers()).toThrow(/schema is invalid/)
})

test('a server that ends compiles nothing any more', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setImmediate', 'clearTimeout', 'clearImmediate'] })
  const app = server()
  app.get('/', { schema: { querystring: wrong } }, async () => 'never')
  await app.listen({ port: 0 })
  await app.close()
  vi.runAllTimers()
})
