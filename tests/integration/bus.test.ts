import { RundeError } from '@runde/contracts/errors'
import { rpc } from '@runde/contracts/rpc'
import type { Bus } from '@runde/service-kit/bus'
import { describeBus } from '@runde/service-kit/bus-suite'
import { counting, publishNumber } from '@runde/service-kit/bus-suite-values'
import { now, within } from '@runde/service-kit/deadline'
import { natsBus } from '@runde/service-kit/nats-bus'
import { headers } from 'nats'
import { pino } from 'pino'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { insideClient } from '../support/inside.ts'
import { type Servers, startServers } from '../support/servers.ts'
import { until } from '../support/wait.ts'

let servers: Servers

beforeAll(async () => {
  servers = await startServers()
})

afterAll(() => servers?.[Symbol.asyncDispose]())

const start = (service: string) => natsBus({ url: servers.natsUrl, service, version: '0.1.0', log: pino({ level: 'silent' }) })
const echo = rpc('test.echo', Type.Object({ n: Type.Integer() }), Type.Integer())

/** A client of its own, as an operator's would be. */
const operator = () => insideClient(servers.natsUrl)

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
    const connection = await operator()
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

describe('NATS bus, a request that gets no answer', () => {
  /** Serves with another handler for each call, the last one for all that follow. Those that wait end with the test. */
  const serveInTurn = async (handlers: readonly ((stuck: Promise<number>) => Promise<number>)[]) => {
    const stuck = Promise.withResolvers<number>()
    const serving = await start('echoer')
    let calls = 0
    await serving.serve(echo, async () => (handlers[calls++] ?? handlers.at(-1))?.(stuck.promise) ?? 0)
    return {
      calls: () => calls,
      [Symbol.asyncDispose]: () => {
        stuck.resolve(0)
        return serving[Symbol.asyncDispose]()
      },
    }
  }

  test('is made once more, for it may have reached a replica that stands still', async () => {
    await using asking = await start('asker')
    await using serving = await serveInTurn([(stuck) => stuck, async () => 7])
    expect(await asking.request(echo, { n: 1 }, within(30_000))).toBe(7)
    expect(serving.calls()).toBe(2)
  })

  test('is made twice and no more', async () => {
    await using asking = await start('asker')
    await using serving = await serveInTurn([(stuck) => stuck])
    await expect(asking.request(echo, { n: 1 }, within(30_000))).rejects.toMatchObject({ code: 'unavailable' })
    expect(serving.calls()).toBe(2)
  })

  test('is not made again after a refusal, which is an answer', async () => {
    await using asking = await start('asker')
    await using serving = await serveInTurn([() => Promise.reject(new RundeError('unavailable', 'the store is away'))])
    const failed = asking.request(echo, { n: 1 }, within(30_000))
    await expect(failed).rejects.toMatchObject({ code: 'unavailable', message: 'the store is away' })
    expect(serving.calls()).toBe(1)
  })

  test('is not made again by more than the budget, however many wait', async () => {
    await using asking = await start('asker')
    await using serving = await serveInTurn([(stuck) => stuck])
    await Promise.allSettled(Array.from({ length: 100 }, (_, n) => asking.request(echo, { n }, within(30_000))))
    expect(serving.calls()).toBeGreaterThan(100)
    expect(serving.calls()).toBeLessThanOrEqual(120)
  })
})

describe('NATS bus, clocks that are wrong', () => {
  /** A caller whose clock is ahead of ours by `skew`; the request has been on its way for `age`. All in milliseconds. */
  const caller = async (skew: number) => {
    const connection = await operator()
    return {
      send: (n: number, { age = 0, patience = 2_000 } = {}) => {
        const sent = now() + skew - age
        const values = { 'runde-sender': `skew ${skew}`, 'runde-sent': String(sent), 'runde-deadline': String(sent + patience) }
        const encoded = headers()
        for (const [name, value] of Object.entries(values)) encoded.set(name, value)
        return connection.request(echo.subject, JSON.stringify({ n }), { headers: encoded, timeout: 20_000 })
      },
      [Symbol.asyncDispose]: () => connection.close(),
    }
  }

  test.each([90_000, -90_000])('a caller whose clock is off by %i ms is answered', async (skew) => {
    await using serving = await start('echoer')
    const seen: number[] = []
    await serving.serve(echo, async ({ n }, { deadline }) => {
      seen.push(deadline)
      return n
    })
    await using wrong = await caller(skew)
    const before = now()
    const reply = await wrong.send(1)
    expect(reply.json()).toEqual({ ok: true, value: 1 })
    expect(seen[0]).toBeGreaterThanOrEqual(before + 2_000 - 1)
    expect(seen[0]).toBeLessThanOrEqual(now() + 2_000)
  })

  test.each([90_000, -90_000])('what comes too late by that clock (off by %i ms) is not begun', async (skew) => {
    await using serving = await start('echoer')
    const seen: number[] = []
    await serving.serve(echo, async ({ n }) => {
      seen.push(n)
      return n
    })
    await using wrong = await caller(skew)
    // The quickest message tells the clocks apart, so there is one before.
    await wrong.send(1, { patience: 60_000 })
    const late = wrong.send(2, { age: 40_000 }).catch(() => {})
    await wrong.send(3, { age: 40_000, patience: 60_000 })
    expect(seen).toEqual([1, 3])
    await wrong[Symbol.asyncDispose]()
    await late
  })
})

describe('NATS bus, following over outages', () => {
  const publishAgain = (bus: Bus, stream: ReturnType<typeof counting>, n: number) =>
    until(() => publishNumber(bus, stream, n).then(() => true), { what: 'the message to be stored' })

  test('a restart of NATS is caught up with, nothing missing and nothing twice', async () => {
    const stream = counting()
    await using bus = await start('follower')
    await using publisher = await start('publisher')
    const seen: number[] = []
    let lost = 0
    await using following = await bus.follow(
      stream,
      ({ place }) => seen.push(place),
      () => lost++,
    )
    for (let n = 1; n <= 5; n++) await publishNumber(publisher, stream, n)
    await servers.nats.stop()
    await until(() => !publisher.connected(), { what: 'the loss to be noticed' })
    await servers.nats.start()
    for (let n = 6; n <= 10; n++) await publishAgain(publisher, stream, n)
    await until(() => seen.includes(10), { what: 'the last message' })
    expect(following.from).toBe(0)
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(lost).toBe(0)
  })

  test('a stream that vanishes is made again and followed from its beginning; the follower is told', async () => {
    const stream = counting()
    await using bus = await start('follower')
    const seen: (number | 'lost')[] = []
    await publishNumber(bus, stream, 1)
    await using following = await bus.follow(
      stream,
      ({ place }) => seen.push(place),
      () => seen.push('lost'),
    )
    await publishNumber(bus, stream, 2)
    await until(() => seen.length === 1, { what: 'the first message' })
    const connection = await operator()
    await (await connection.jetstreamManager()).streams.delete(stream.name)
    await connection.close()
    await publishAgain(bus, stream, 3)
    await publishAgain(bus, stream, 4)
    await until(() => seen.includes('lost') && seen.length >= 4, { what: 'the messages of the new stream' })
    expect(following.from).toBe(1)
    expect(seen).toEqual([2, 'lost', 1, 2])
  })

  test('a history that NATS sends in several parts is whole', async () => {
    const stream = counting()
    await using bus = await start('reader')
    const count = 3_000
    const padding = 'x'.repeat(40_000)
    await bus.history(stream, { subjects: stream.subjects, after: 0, limit: 1 }, within(5_000))
    const numbers = Array.from({ length: count }, (_, index) => index + 1)
    const connection = await operator()
    const send = (n: number) => connection.jetstream().publish(`test.${stream.name}.n`, JSON.stringify({ n, padding }))
    while (numbers.length > 0) await Promise.all(numbers.splice(0, 100).map(send))
    await connection.close()
    const all = await bus.history(stream, { subjects: stream.subjects, after: 0, limit: 10_000 }, within(60_000))
    expect(all.map(({ place }) => place)).toEqual(Array.from({ length: count }, (_, index) => index + 1))
  })

  test('a stream of an earlier release can be read', async () => {
    const stream = counting()
    await using bus = await start('reader')
    const connection = await operator()
    const { streams } = await connection.jetstreamManager()
    await streams.add({ name: stream.name, subjects: [stream.subjects], allow_direct: false })
    await connection.close()
    await publishNumber(bus, stream, 1)
    const wanted = { subjects: stream.subjects, after: 0, limit: 10 }
    expect(await bus.history(stream, wanted, within(5_000))).toEqual([{ message: { n: 1 }, place: 1 }])
  })
})
