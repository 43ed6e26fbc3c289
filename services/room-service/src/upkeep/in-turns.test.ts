import { expect, test } from 'vitest'
import { inTurns } from './in-turns.ts'

test('every item has its turn, no more than so many at once', async () => {
  let running = 0
  let most = 0
  const seen: number[] = []
  await inTurns([1, 2, 3, 4, 5], 2, async (n) => {
    most = Math.max(most, ++running)
    await Promise.resolve()
    running -= 1
    seen.push(n)
  })
  expect(seen.toSorted()).toEqual([1, 2, 3, 4, 5])
  expect(most).toBe(2)
})

test('a failure is told, and keeps nobody from their turn', async () => {
  const seen: number[] = []
  const work = async (n: number) => {
    if (n < 3) throw new Error(`no ${n}`)
    seen.push(n)
  }
  await expect(inTurns([1, 2, 3, 4, 5], 2, work)).rejects.toThrow('no 1')
  expect(seen).toEqual([3, 4, 5])
})
