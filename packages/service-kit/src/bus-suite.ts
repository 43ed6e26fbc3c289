import { RundeError } from '@runde/contracts/errors'
import { rpc } from '@runde/contracts/rpc'
import type { Stream } from '@runde/contracts/stream'
import { Type } from 'typebox'
import { describe, expect, test, vi } from 'vitest'
import type { Bus } from './bus.ts'
import { within } from './deadline.ts'

const unique = () => Math.random().toString(36).slice(2)
const doubling = () => rpc(`test.double.${unique()}`, Type.Object({ n: Type.Integer() }), Type.Integer())
const counting = () => {
  const name = `TEST_${unique()}`
  const message = Type.Object({ n: Type.Integer() })
  return { name, subjects: `test.${name}.>`, message, maxAge: 60, dedupeWindow: 60 } as const satisfies Stream
}
const soon = () => within(1_900)
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 20 })

/** What every bus owes its users; run it over each implementation. `start` makes one more replica of the same service. */
export const describeBus = (name: string, start: (service: string) => Promise<Bus>): void => {
  describe(`${name} bus, request and reply`, () => {
    test('a reply reaches its caller', async () => {
      const double = doubling()
      await using bus = await start('doubler')
      await bus.serve(double, async ({ n }) => n * 2)
      expect(await bus.request(double, { n: 21 }, soon())).toBe(42)
    })

    test('an error keeps its code and its words', async () => {
      const double = doubling()
      await using bus = await start('doubler')
      await bus.serve(double, async () => {
        throw new RundeError('meeting_full', 'all 50 seats are taken')
      })
      const failed = bus.request(double, { n: 1 }, soon())
      await expect(failed).rejects.toMatchObject({ code: 'meeting_full', message: 'all 50 seats are taken' })
    })

    test('an unexpected error becomes internal and tells nothing', async () => {
      const double = doubling()
      await using bus = await start('doubler')
      await bus.serve(double, async () => {
        throw new Error('password is hunter2')
      })
      await expect(bus.request(double, { n: 1 }, soon())).rejects.toMatchObject({ code: 'internal', message: 'unexpected error' })
    })

    test('a request that breaks the contract never reaches the handler', async () => {
      const double = doubling()
      const handler = vi.fn(async ({ n }: { n: number }) => n * 2)
      await using bus = await start('doubler')
      await bus.serve(double, handler)
      await expect(bus.request(double, { n: 0.5 }, soon())).rejects.toMatchObject({ code: 'invalid' })
      expect(handler).not.toHaveBeenCalled()
    })

    test('unknown fields pass: an older replica serves a newer caller', async () => {
      const double = doubling()
      await using bus = await start('doubler')
      await bus.serve(double, async ({ n }) => n * 2)
      expect(await bus.request(double, { n: 2, since: 'next release' } as { n: number }, soon())).toBe(4)
    })

    test('the deadline travels with the request', async () => {
      const double = doubling()
      await using bus = await start('doubler')
      const seen: number[] = []
      await bus.serve(double, async ({ n }, call) => {
        seen.push(call.deadline)
        return n
      })
      const call = soon()
      await bus.request(double, { n: 1 }, call)
      expect(Math.abs((seen[0] ?? 0) - call.deadline)).toBeLessThan(50)
    })

    test('a handler that is too slow costs its caller the deadline, no more', async () => {
      const double = doubling()
      await using bus = await start('doubler')
      const handler = Promise.withResolvers<number>()
      await bus.serve(double, () => handler.promise)
      await expect(bus.request(double, { n: 1 }, within(100))).rejects.toMatchObject({ code: 'unavailable' })
      handler.resolve(0)
    })

    test('a request that nobody serves is unavailable', async () => {
      await using bus = await start('doubler')
      await expect(bus.request(doubling(), { n: 1 }, within(300))).rejects.toMatchObject({ code: 'unavailable' })
    })

    test('a request whose deadline has passed is not made', async () => {
      const double = doubling()
      const handler = vi.fn(async ({ n }: { n: number }) => n)
      await using bus = await start('doubler')
      await bus.serve(double, handler)
      await expect(bus.request(double, { n: 1 }, within(-1))).rejects.toMatchObject({ code: 'unavailable' })
      expect(handler).not.toHaveBeenCalled()
    })
  })

  describe(`${name} bus, streams`, () => {
    const publish = (bus: Bus, stream: ReturnType<typeof counting>, n: number, id = String(n)) =>
      bus.publish(stream, { n }, { subject: `test.${stream.name}.n`, id }, soon())

    test('messages published before and after the consumer came all arrive', async () => {
      const stream = counting()
      await using bus = await start('counter')
      const seen: number[] = []
      await publish(bus, stream, 1)
      await bus.consume(stream, 'counter', async ({ n }) => void seen.push(n))
      await publish(bus, stream, 2)
      await eventually(() => expect(seen.toSorted()).toEqual([1, 2]))
    })

    test('a message published twice under one id arrives once', async () => {
      const stream = counting()
      await using bus = await start('counter')
      const seen: number[] = []
      await bus.consume(stream, 'counter', async ({ n }) => void seen.push(n))
      await publish(bus, stream, 1, 'same')
      await publish(bus, stream, 1, 'same')
      await publish(bus, stream, 2, 'last')
      await eventually(() => expect(seen).toContain(2))
      expect(seen).toEqual([1, 2])
    })

    test('a message whose consumer fails comes again until it does not', async () => {
      const stream = counting()
      await using bus = await start('counter')
      let attempts = 0
      await bus.consume(stream, 'counter', async () => {
        attempts++
        if (attempts < 3) throw new Error('not yet')
      })
      await publish(bus, stream, 1)
      await eventually(() => expect(attempts).toBe(3))
    })

    test('a message that breaks its contract is put aside and holds up nobody', async () => {
      const stream = counting()
      await using bus = await start('counter')
      const seen: number[] = []
      await bus.consume(stream, 'counter', async ({ n }) => void seen.push(n))
      await publish(bus, stream, 0.5)
      await publish(bus, stream, 2)
      await eventually(() => expect(seen).toEqual([2]))
    })
  })
}
