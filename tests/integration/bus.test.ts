import { rpc } from '@runde/contracts/rpc'
import { describeBus } from '@runde/service-kit/bus-suite'
import { within } from '@runde/service-kit/deadline'
import { natsBus } from '@runde/service-kit/nats-bus'
import { connect } from 'nats'
import { pino } from 'pino'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Servers, startServers } from '../support/servers.ts'
import { until } from '../support/wait.ts'

let servers: Servers

beforeAll(async () => {
  servers = await startServers()
})

afterAll(() => servers?.[Symbol.asyncDispose]())

const start = (service: string) => natsBus({ url: servers.natsUrl, service, version: '0.1.0', log: pino({ level: 'silent' }) })
const echo = rpc('test.echo', Type.Object({ n: Type.Integer() }), Type.Integer())

describeBus('NATS', start)

describe('NATS bus, over replicas and outages', () => {
  test('replicas share the requests; each reaches one of them', async () => {
    await using first = await start('echoer')
    await using second = await start('echoer')
    await using asking = await start('asker')
    const seen = { first: 0, second: 0 }
    const count =
      (who: keyof typeof seen) =>
      async ({ n }: { n: number }) => {
        seen[who]++
        return n
      }
    await first.serve(echo, count('first'))
    await second.serve(echo, count('second'))
    await Promise.all(Array.from({ length: 100 }, (_, n) => asking.request(echo, { n }, within(5_000))))
    expect(seen.first + seen.second).toBe(100)
    expect(Math.min(seen.first, seen.second)).toBeGreaterThan(10)
  })

  test('a bus that is closed finishes what it has begun', async () => {
    const begun = Promise.withResolvers<void>()
    const finish = Promise.withResolvers<void>()
    await using asking = await start('asker')
    const serving = await start('echoer')
    await serving.serve(echo, async ({ n }) => {
      begun.resolve()
      await finish.promise
      return n
    })
    const reply = asking.request(echo, { n: 7 }, within(5_000))
    await begun.promise
    const closed = serving[Symbol.asyncDispose]()
    finish.resolve()
    expect(await reply).toBe(7)
    await closed
  })

  test('services and their statistics are found by the services API of NATS', async () => {
    await using serving = await start('echoer')
    await serving.serve(echo, async ({ n }) => n)
    await serving.request(echo, { n: 1 }, within(5_000))
    const token = decodeURIComponent(new URL(servers.natsUrl).username)
    const connection = await connect({ servers: new URL(servers.natsUrl).host, token })
    const stats = []
    for await (const one of await connection.services.client().stats('echoer')) stats.push(one)
    await connection.close()
    expect(stats[0]?.endpoints?.[0]).toMatchObject({ subject: echo.subject, num_requests: 1 })
  })

  test('while NATS is away requests fail at once, and work again by themselves when it is back', async () => {
    await using bus = await start('echoer')
    await bus.serve(echo, async ({ n }) => n)
    await servers.nats.stop()
    await until(() => !bus.connected(), { what: 'the loss to be noticed' })
    await expect(bus.request(echo, { n: 1 }, within(5_000))).rejects.toMatchObject({ code: 'unavailable' })
    await servers.nats.start()
    expect(await until(async () => bus.request(echo, { n: 1 }, within(1_000)), { what: 'an answer', within: 10_000 })).toBe(1)
  })
})
