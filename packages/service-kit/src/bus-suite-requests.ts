import { RundeError } from '@runde/contracts/errors'
import { rpc } from '@runde/contracts/rpc'
import { Type } from 'typebox'
import { describe, expect, test, vi } from 'vitest'
import type { Bus } from './bus.ts'
import { soon, unique } from './bus-suite-values.ts'
import { now, within } from './deadline.ts'

const doubling = () => rpc(`test.double.${unique()}`, Type.Object({ n: Type.Integer() }), Type.Integer())

export const describeRequests = (name: string, start: (service: string) => Promise<Bus>): void => {
  describe(`${name} bus, request and reply`, () => {
    test('a reply reaches its caller', async () => {
      const double = doubling()
      await using bus = await start('doubler')
      await bus.serve(double, async ({ n }) => n * 2)
      expect(await bus.request(double, { n: 21 }, soon())).toBe(42)
    })

    test('an error keeps its code, its words, and when to try again', async () => {
      const double = doubling()
      await using bus = await start('doubler')
      await bus.serve(double, async () => {
        throw new RundeError('meeting_full', 'all 50 seats are taken', { retryAfter: 7 })
      })
      const failed = bus.request(double, { n: 1 }, soon())
      await expect(failed).rejects.toMatchObject({ code: 'meeting_full', message: 'all 50 seats are taken', retryAfter: 7 })
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
      const seen: { deadline: number; at: number }[] = []
      await bus.serve(double, async ({ n }, { deadline }) => {
        seen.push({ deadline, at: now() })
        return n
      })
      // Shorter than the time after which NATS is asked again: one that is longer is divided.
      const call = within(1_900)
      const asked = now()
      await bus.request(double, { n: 1 }, call)
      const [{ deadline, at } = { deadline: 0, at: 0 }] = seen
      // It is told apart from a wrong clock only by how long the message took.
      expect(deadline).toBeGreaterThan(call.deadline - 1)
      expect(deadline).toBeLessThan(call.deadline + (at - asked) + 1)
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
}
