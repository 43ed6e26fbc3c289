import { beforeEach, expect, test, vi } from 'vitest'

const id = '7kq-mfxr-2rp'
const other = '7kq-mfxr-2rq'

/** Enough of a browser's storage, address bar and history. */
const browser = (hash = '') => {
  const entries = new Map<string, string>()
  const bar = { pathname: `/meeting/${id}`, search: '?lang=en', hash }
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  })
  vi.stubGlobal('location', bar)
  vi.stubGlobal('history', {
    replaceState: (_state: null, _unused: string, url: string) => Object.assign(bar, { hash: new URL(url, 'https://runde.example').hash }),
  })
  return { entries, bar }
}

/** The page is loaded again: nothing is left but what the browser stores. */
const load = async () => {
  vi.resetModules()
  return import('./host-key.ts')
}

beforeEach(() => void browser())

test('a host link leaves its key behind, for this meeting alone, and nothing in the address bar', async () => {
  const { bar } = browser('#host=host_a-b_9')
  const { takeHostKey } = await load()
  expect(takeHostKey(id)).toBe(true)
  expect(bar.hash).toBe('')
  const { recallHostKey } = await load()
  expect(recallHostKey(id)).toBe('host_a-b_9')
  expect(recallHostKey(other)).toBeUndefined()
})

test.each(['', '#', '#host=', '#people'])('the link for guests has none: %j', async (hash) => {
  const { bar, entries } = browser(hash)
  const { takeHostKey } = await load()
  expect(takeHostKey(id)).toBe(false)
  expect(bar.hash).toBe(hash)
  expect(entries.size).toBe(0)
})

test('a key is kept until it is forgotten', async () => {
  const { entries } = browser()
  const { keepHostKey, forgetHostKey, recallHostKey } = await load()
  keepHostKey(id, 'one')
  keepHostKey(other, 'two')
  forgetHostKey(id)
  expect(recallHostKey(id)).toBeUndefined()
  expect(recallHostKey(other)).toBe('two')
  expect([...entries.values()]).toEqual(['two'])
})

test('where nothing is stored the key lasts as long as the page', async () => {
  vi.stubGlobal('localStorage', undefined)
  const { keepHostKey, recallHostKey } = await load()
  keepHostKey(id, 'one')
  expect(recallHostKey(id)).toBe('one')
})
