import { describe, expect, test } from 'vitest'
import type { Bus } from './bus.ts'
import { counting, eventually, publishNumber } from './bus-suite-values.ts'

export const describeStreams = (name: string, start: (service: string) => Promise<Bus>): void => {
  describe(`${name} bus, streams`, () => {
    test('messages published before and after the consumer came all arrive', async () => {
      const stream = counting()
      await using bus = await start('counter')
      const seen: number[] = []
      await publishNumber(bus, stream, 1)
      await bus.consume(stream, 'counter', async ({ n }) => void seen.push(n))
      await publishNumber(bus, stream, 2)
      await eventually(() => expect(seen.toSorted()).toEqual([1, 2]))
    })

    test('a message published twice under one id arrives once', async () => {
      const stream = counting()
      await using bus = await start('counter')
      const seen: number[] = []
      await bus.consume(stream, 'counter', async ({ n }) => void seen.push(n))
      await publishNumber(bus, stream, 1, { id: 'same' })
      await publishNumber(bus, stream, 1, { id: 'same' })
      await publishNumber(bus, stream, 2, { id: 'last' })
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
      await publishNumber(bus, stream, 1)
      await eventually(() => expect(attempts).toBe(3))
    })

    test('a message that breaks its contract is put aside and holds up nobody', async () => {
      const stream = counting()
      await using bus = await start('counter')
      const seen: number[] = []
      await bus.consume(stream, 'counter', async ({ n }) => void seen.push(n))
      await publishNumber(bus, stream, 0.5)
      await publishNumber(bus, stream, 2)
      await eventually(() => expect(seen).toEqual([2]))
    })
  })
}
