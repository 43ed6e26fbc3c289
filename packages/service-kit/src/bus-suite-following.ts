import { describe, expect, test } from 'vitest'
import type { Bus } from './bus.ts'
import { type Counting, counting, eventually, publishNumber, soon } from './bus-suite-values.ts'

const everything = (stream: Counting) => ({ subjects: stream.subjects, after: 0, limit: 1_000 })
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

export const describeFollowing = (name: string, start: (service: string) => Promise<Bus>): void => {
  describe(`${name} bus, following a stream`, () => {
    test('what is stored from now on arrives in order, with its place; what was stored before does not', async () => {
      const stream = counting()
      await using bus = await start('follower')
      await publishNumber(bus, stream, 1)
      await publishNumber(bus, stream, 2)
      const seen: [n: number, place: number][] = []
      await using following = await bus.follow(stream, ({ message, place }) => seen.push([message.n, place]))
      expect(following.from).toBe(2)
      for (const n of [3, 4, 5]) await publishNumber(bus, stream, n)
      await eventually(() =>
        expect(seen).toEqual([
          [3, 3],
          [4, 4],
          [5, 5],
        ]),
      )
    })

    test('every replica gets every message', async () => {
      const stream = counting()
      await using bus = await start('follower')
      const seen: [first: number[], second: number[]] = [[], []]
      await using first = await bus.follow(stream, ({ message }) => seen[0].push(message.n))
      await using second = await bus.follow(stream, ({ message }) => seen[1].push(message.n))
      expect([first.from, second.from]).toEqual([0, 0])
      for (const n of numbers(20)) await publishNumber(bus, stream, n)
      await eventually(() => expect(seen).toEqual([numbers(20), numbers(20)]))
    })

    test('a message that breaks its contract is passed over', async () => {
      const stream = counting()
      await using bus = await start('follower')
      const seen: number[] = []
      await using _ = await bus.follow(stream, ({ message }) => seen.push(message.n))
      await publishNumber(bus, stream, 0.5)
      await publishNumber(bus, stream, 2)
      await eventually(() => expect(seen).toEqual([2]))
      expect((await bus.history(stream, everything(stream), soon())).map(({ place }) => place)).toEqual([2])
    })

    test('what has ended hears nothing more', async () => {
      const stream = counting()
      await using bus = await start('follower')
      const seen: [ended: number[], going: number[]] = [[], []]
      const ended = await bus.follow(stream, ({ message }) => seen[0].push(message.n))
      await using _ = await bus.follow(stream, ({ message }) => seen[1].push(message.n))
      await ended[Symbol.asyncDispose]()
      await publishNumber(bus, stream, 1)
      await eventually(() => expect(seen[1]).toEqual([1]))
      expect(seen[0]).toEqual([])
    })

    test('history and following together are everything, once, whoever publishes meanwhile', async () => {
      const stream = counting()
      await using bus = await start('follower')
      const published = (async () => {
        for (const n of numbers(60)) await publishNumber(bus, stream, n)
      })()
      await eventually(async () => expect(await bus.history(stream, everything(stream), soon())).not.toEqual([]))
      const followed: number[] = []
      await using following = await bus.follow(stream, ({ place }) => followed.push(place))
      const before = await bus.history(stream, everything(stream), soon())
      await published
      const upToNow = before.map(({ place }) => place).filter((place) => place <= following.from)
      await eventually(() => expect([...upToNow, ...followed]).toEqual(numbers(60)))
    })
  })

  describe(`${name} bus, the history of a stream`, () => {
    test('the subjects that are asked for, after a place, oldest first, no more than the limit', async () => {
      const stream = counting()
      await using bus = await start('reader')
      for (const n of numbers(9)) await publishNumber(bus, stream, n, { topic: n % 3 === 0 ? 'three.x' : `other.${n}` })
      const read = async (subjects: string, after: number, limit: number) =>
        (await bus.history(stream, { subjects: `test.${stream.name}.${subjects}`, after, limit }, soon())).map(({ message }) => message.n)
      expect(await read('>', 0, 100)).toEqual(numbers(9))
      expect(await read('>', 7, 100)).toEqual([8, 9])
      expect(await read('three.>', 0, 100)).toEqual([3, 6, 9])
      expect(await read('three.>', 3, 1)).toEqual([6])
      expect(await read('three.x', 8, 100)).toEqual([9])
      expect(await read('nobody.>', 0, 100)).toEqual([])
      expect(await read('>', 9, 100)).toEqual([])
    })

    test('a stream that nobody has written to has none', async () => {
      const stream = counting()
      await using bus = await start('reader')
      expect(await bus.history(stream, everything(stream), soon())).toEqual([])
    })

    test('what was stored can be read at once', async () => {
      const stream = counting()
      await using bus = await start('reader')
      for (const n of numbers(30)) {
        await publishNumber(bus, stream, n)
        expect(await bus.history(stream, { ...everything(stream), after: n - 1 }, soon())).toEqual([{ message: { n }, place: n }])
      }
    })
  })
}
