import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createToasts } from './toasts.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const [first, second] = [{ text: 'first' }, { text: 'second' }]
const moment = 5000

it('goes by itself, and later while it is held', () => {
  const { toast, say, hold, release } = createToasts()
  say(first)
  hold()
  vi.advanceTimersByTime(10 * moment)
  expect(toast()).toBe(first)
  release()
  vi.advanceTimersByTime(moment)
  expect(toast()).toBeUndefined()
})

it('waits half a minute for an answer, if it asks for one', () => {
  const { toast, say } = createToasts()
  const question = { text: 'first', decline: 'no' }
  say(question)
  vi.advanceTimersByTime(29_999)
  expect(toast()).toBe(question)
  vi.advanceTimersByTime(1)
  expect(toast()).toBeUndefined()
})

it('replaces the present one, or follows it', () => {
  const { toast, say, sayNext } = createToasts()
  say(first)
  say(second)
  expect(toast()).toBe(second)
  sayNext(first)
  expect(toast()).toBe(second)
  vi.advanceTimersByTime(moment)
  expect(toast()).toBe(first)
  vi.advanceTimersByTime(moment)
  expect(toast()).toBeUndefined()
})

it('withdraws one and leaves any other', () => {
  const { toast, say, sayNext, withdraw } = createToasts()
  sayNext(first)
  sayNext(second)
  withdraw(second)
  expect(toast()).toBe(first)
  withdraw(first)
  expect(toast()).toBeUndefined()
  say(first)
  withdraw(second)
  expect(toast()).toBe(first)
})
