import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { staysWanted, takeWaiting } from '../prejoin/wanted.ts'
import { forgetWaiting, rememberWaiting } from './remember-waiting.ts'

const id = '7kq-mfxr-2rp'
let entries = new Map<string, string>()

beforeEach(() => {
  entries = new Map()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  })
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('a tab knows under which name it waited, and in which meeting', () => {
  rememberWaiting(id, 'Ada')
  expect(takeWaiting('7kq-mfxr-2rq')).toBeUndefined()
  expect(takeWaiting(id)).toBe('Ada')
})

test('it goes on once, and not after it has stopped waiting', () => {
  rememberWaiting(id, 'Ada')
  takeWaiting(id)
  expect(takeWaiting(id)).toBeUndefined()
  rememberWaiting(id, 'Ada')
  forgetWaiting(id)
  expect(takeWaiting(id)).toBeUndefined()
  expect(entries.size).toBe(0)
})

test('each knock says it anew; long after the last one the person decides again', () => {
  rememberWaiting(id, 'Ada')
  vi.advanceTimersByTime(staysWanted - 1)
  rememberWaiting(id, 'Ada')
  vi.advanceTimersByTime(staysWanted - 1)
  expect(takeWaiting(id)).toBe('Ada')
  rememberWaiting(id, 'Ada')
  vi.advanceTimersByTime(staysWanted)
  expect(takeWaiting(id)).toBeUndefined()
})

test.each(['Ada', '{}', '{"name":"Ada"}', '{"name":1,"at":1}', '[]'])('%s is nothing that it has stored', (stored) => {
  entries.set(`runde.waiting.${id}`, stored)
  expect(takeWaiting(id)).toBeUndefined()
})
