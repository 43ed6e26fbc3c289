import { beforeEach, expect, test, vi } from 'vitest'
import { createPasscode } from './passcode.ts'

const id = '7kq-mfxr-2rp'

/** Enough of a browser's storage. */
const storage = () => {
  const entries = new Map<string, string>()
  return {
    entries,
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  }
}

let tab = storage()
let browser = storage()

beforeEach(() => {
  tab = storage()
  browser = storage()
  vi.stubGlobal('sessionStorage', tab)
  vi.stubGlobal('localStorage', browser)
})

test('a passcode stays in its tab, for its meeting, until it is forgotten', () => {
  const passcode = createPasscode(id)
  expect(passcode.recall()).toBeUndefined()
  passcode.keep('open sesame')
  expect(passcode.recall()).toBe('open sesame')
  expect(createPasscode(id).recall()).toBe('open sesame')
  expect(createPasscode('7kq-mfxr-2rq').recall()).toBeUndefined()
  expect(browser.entries.size).toBe(0)
  passcode.keep(undefined)
  expect(passcode.recall()).toBeUndefined()
  expect(tab.entries.size).toBe(0)
})

test('a browser that stores nothing has it until the page goes', () => {
  vi.stubGlobal('sessionStorage', undefined)
  const passcode = createPasscode(id)
  passcode.keep('open sesame')
  expect(passcode.recall()).toBe('open sesame')
})
