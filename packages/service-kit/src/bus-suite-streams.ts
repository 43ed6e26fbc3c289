import { type DeadLetter, deadLetterSubject, deadLetters } from '@runde/contracts/dead-letters'
import { RundeError } from '@runde/contracts/errors'
import { describe, expect, test } from 'vitest'
import type { Bus } from './bus.ts'
import { type Counting, counting, eventually, publishNumber, soon } from './bus-suite-values.ts'
import { listDeadLetters } from './dead-letters.ts'

/** The pauses between deliveries grow. */
const patient = { timeout: 60_000 }

const deadLettersOf = async (bus: Bus, stream: Counting): Promise<readonly DeadLetter[]> => {
  const subjects = deadLetterSubject({ stream: stream.name, consumer: 'counter' })
  return (await bus.history(deadLetters, { subjects, after: 0, limit: 100 }, soon())).map(({ message }) => message)
}

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

    test('a message that breaks its contract is kept as a dead letter and holds up nobody', async () => {
      const stream = counting()
      await using bus = await start('counter')
      const seen: number[] = []
      await bus.consume(stream, 'counter', async ({ n }) => void seen.push(n))
      await publishNumber(bus, stream, 0.5)
      await publishNumber(bus, stream, 2)
      await eventually(() => expect(seen).toEqual([2]))
      await eventually(async () =>
        expect(await deadLettersOf(bus, stream)).toMatchObject([
          { stream: stream.name, sequence: 1, consumer: 'counter', payload: '{"n":0.5}', reason: 'it breaks its contract', deliveries: 1 },
        ]),
      )
    })

    test('a message that fails for its own sake comes five times and is then kept as a dead letter', patient, async () => {
      const stream = counting()
      await using bus = await start('counter')
      const seen: number[] = []
      await bus.consume(stream, 'counter', async ({ n }) => {
        seen.push(n)
        if (n === 1) throw new Error('one is no number')
      })
      await publishNumber(bus, stream, 1)
      await publishNumber(bus, stream, 2)
      await eventually(async () =>
        expect(await deadLettersOf(bus, stream)).toMatchObject([
          { sequence: 1, subject: `test.${stream.name}.n`, payload: '{"n":1}', reason: 'Error: one is no number', deliveries: 5 },
        ]),
      )
      expect(seen.toSorted()).toEqual([1, 1, 1, 1, 1, 2])
    })

    test('a message that meets an outage comes for as long as it lasts', patient, async () => {
      const stream = counting()
      await using bus = await start('counter')
      const done = Promise.withResolvers<number>()
      let attempts = 0
      await bus.consume(stream, 'counter', async () => {
        attempts++
        if (attempts <= 5) throw new RundeError('unavailable', 'the store is away')
        done.resolve(attempts)
      })
      await publishNumber(bus, stream, 1)
      expect(await done.promise).toBe(6)
      expect(await deadLettersOf(bus, stream)).toEqual([])
    })

    test('the newest dead letters are listed, the latest first', async () => {
      const stream = counting()
      await using bus = await start('counter')
      await bus.consume(stream, 'counter', async () => {})
      for (const n of [0.1, 0.2, 0.3]) await publishNumber(bus, stream, n)
      await eventually(async () => expect(await deadLettersOf(bus, stream)).toHaveLength(3))
      const listed = await listDeadLetters(bus, 2)
      expect(listed.map(({ stream: from, payload }) => [from, payload])).toEqual([
        [stream.name, '{"n":0.3}'],
        [stream.name, '{"n":0.2}'],
      ])
    })
  })
}
