import { connectRedis, defineScript, onRedis } from '@runde/service-kit/redis'
import { Redis } from 'ioredis'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Servers, startServers } from '../support/servers.ts'
import { until } from '../support/wait.ts'

let servers: Servers

beforeAll(async () => {
  servers = await startServers()
})

afterAll(() => servers?.[Symbol.asyncDispose]())

const connect = async () => {
  const redis = await connectRedis(servers.redisUrl, pino({ level: 'silent' }))
  const ping = () => onRedis(redis, 'ping', () => redis.ping())
  return { redis, ping, [Symbol.dispose]: () => redis.disconnect() }
}

const messageOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'an answer',
    (error: Error) => error.message,
  )

const refusedAtOnce = 'redis does not answer'

/** Many calls, one after the other: each would take half a second if it asked Redis. */
const callALot = async (ping: () => Promise<unknown>) => {
  const messages = new Set<string>()
  for (let n = 0; n < 100; n++) messages.add(await messageOf(ping()))
  return messages
}

describe('Redis that does not answer', () => {
  test('though it keeps its connections is not waited for any more, and works again by itself when it is back', async () => {
    using client = await connect()
    const operator = new Redis(servers.redisUrl)
    await operator.call('CLIENT', 'PAUSE', '15000', 'ALL')
    await until(async () => (await messageOf(client.ping())) === refusedAtOnce, { what: 'the circuit to open' })
    expect(await callALot(client.ping)).not.toContain('an answer')
    expect(await until(client.ping, { what: 'Redis to answer' })).toBe('PONG')
    operator.disconnect()
  })

  test('since it is gone is refused at once, and works again by itself when it is back', async () => {
    using client = await connect()
    await servers.redis.stop()
    await until(async () => (await messageOf(client.ping())) === refusedAtOnce, { what: 'the circuit to open' })
    expect(await callALot(client.ping)).not.toContain('an answer')
    await servers.redis.start()
    expect(await until(client.ping, { what: 'Redis to answer' })).toBe('PONG')
  })

  test('is not seen in mistakes of what was asked: they are told as they are', async () => {
    using client = await connect()
    const wrong = defineScript(client.redis, 'wrong', 'return redis.call("get")')
    for (let n = 0; n < 20; n++) await expect(wrong([], [])).rejects.toThrow(/Wrong number of args/i)
    expect(await client.ping()).toBe('PONG')
  })
})
