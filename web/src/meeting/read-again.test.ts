import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { readAgain } from './read-again.ts'

const pause = 15_000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const reading = ({ works = true, mayChange = true }) => {
  const read = vi.fn(async () => works)
  return { read, again: readAgain({ read, mayChange: () => mayChange, pause }) }
}

it('reads at once, and again for as long as something may change', async () => {
  const { read } = reading({})
  expect(read).toHaveBeenCalledOnce()
  await vi.advanceTimersByTimeAsync(2 * pause)
  expect(read).toHaveBeenCalledTimes(3)
})

it('reads once when nothing may change', async () => {
  const { read } = reading({ mayChange: false })
  await vi.advanceTimersByTimeAsync(2 * pause)
  expect(read).toHaveBeenCalledOnce()
})

it('tries again what failed', async () => {
  const { read } = reading({ works: false, mayChange: false })
  await vi.advanceTimersByTimeAsync(pause)
  expect(read).toHaveBeenCalledTimes(2)
})

it('stops when it is disposed, while it reads too', async () => {
  const { read, again } = reading({})
  again[Symbol.dispose]()
  await vi.advanceTimersByTimeAsync(2 * pause)
  expect(read).toHaveBeenCalledOnce()
})
