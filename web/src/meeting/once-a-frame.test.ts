import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { onceAFrame } from './once-a-frame.ts'

let frames: (() => void)[] = []

beforeEach(() => {
  vi.useFakeTimers()
  frames = []
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run))
  vi.stubGlobal('cancelAnimationFrame', (id: number) => {
    frames[id - 1] = () => {}
  })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const paint = () => {
  for (const frame of frames.splice(0)) frame()
}

it('works once a frame, however often it is asked', () => {
  const work = vi.fn()
  const { ask } = onceAFrame(work)
  for (let i = 0; i < 5; i++) ask()
  expect(work).not.toHaveBeenCalled()
  paint()
  expect(work).toHaveBeenCalledTimes(1)
  ask()
  paint()
  expect(work).toHaveBeenCalledTimes(2)
})

it('works without frames too: a hidden tab has none', () => {
  const work = vi.fn()
  onceAFrame(work).ask()
  vi.advanceTimersByTime(1000)
  expect(work).toHaveBeenCalledTimes(1)
})

it('does what is urgent after the current task, and not again at the frame', async () => {
  const work = vi.fn()
  const { ask, askNow } = onceAFrame(work)
  ask()
  askNow()
  askNow()
  await Promise.resolve()
  expect(work).toHaveBeenCalledTimes(1)
  paint()
  vi.advanceTimersByTime(1000)
  expect(work).toHaveBeenCalledTimes(1)
})

it('forgets what it was asked when it is cancelled', async () => {
  const work = vi.fn()
  const { ask, askNow, cancel } = onceAFrame(work)
  ask()
  askNow()
  cancel()
  await Promise.resolve()
  paint()
  vi.advanceTimersByTime(1000)
  expect(work).not.toHaveBeenCalled()
})
