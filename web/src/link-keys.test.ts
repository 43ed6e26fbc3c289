import { beforeEach, expect, test, vi } from 'vitest'

const id = '7kq-mfxr-2rp'
const other = '7kq-mfxr-2rq'
const mediaKey = 'AAECAwQFBgcICQoLDA0-_w'

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
  return { ...(await import('./link-keys.ts')), ...(await import('./host-key.ts')), ...(await import('./media-key.ts')) }
}

beforeEach(() => void browser())

test('a host link leaves its key behind, for this meeting alone, and nothing in the address bar', async () => {
  const { bar } = browser('#host=host_a-b_9')
  const { takeKeys } = await load()
  expect(takeKeys(id)).toBe(true)
  expect(bar.hash).toBe('')
  const { recallHostKey, recallMediaKey } = await load()
  expect(recallHostKey(id)).toBe('host_a-b_9')
  expect(recallHostKey(other)).toBeUndefined()
  expect(recallMediaKey(id)).toBeUndefined()
})

test('so does the link of an encrypted meeting', async () => {
  const { bar } = browser(`#key=${mediaKey}`)
  const { takeKeys } = await load()
  expect(takeKeys(id)).toBe(true)
  expect(bar.hash).toBe('')
  const { recallHostKey, recallMediaKey } = await load()
  expect(recallMediaKey(id)).toBe(mediaKey)
  expect(recallMediaKey(other)).toBeUndefined()
  expect(recallHostKey(id)).toBeUndefined()
})

test.each([`#host=host_a-b_9&key=${mediaKey}`, `#key=${mediaKey}&host=host_a-b_9`])('and one with both: %s', async (hash) => {
  const { bar } = browser(hash)
  const { takeKeys, recallHostKey, recallMediaKey } = await load()
  expect(takeKeys(id)).toBe(true)
  expect(bar.hash).toBe('')
  expect([recallHostKey(id), recallMediaKey(id)]).toEqual(['host_a-b_9', mediaKey])
})

test('a key that was cut off replaces none that works, and does not stay in the address bar', async () => {
  const { bar } = browser('#key=AAECAwQF')
  const { takeKeys, keepMediaKey, recallMediaKey } = await load()
  keepMediaKey(id, mediaKey)
  expect(takeKeys(id)).toBe(true)
  expect(bar.hash).toBe('')
  expect(recallMediaKey(id)).toBe(mediaKey)
})

test.each(['', '#', '#host=', '#key=', '#people'])('the link for guests has none: %j', async (hash) => {
  const { bar, entries } = browser(hash)
  const { takeKeys } = await load()
  expect(takeKeys(id)).toBe(false)
  expect(bar.hash).toBe(hash)
  expect(entries.size).toBe(0)
})

test('keys are kept until they are forgotten', async () => {
  const { entries } = browser()
  const { keepHostKey, keepMediaKey, forgetKeys, recallHostKey, recallMediaKey } = await load()
  keepHostKey(id, 'one')
  keepMediaKey(id, mediaKey)
  keepHostKey(other, 'two')
  forgetKeys(id)
  expect(recallHostKey(id)).toBeUndefined()
  expect(recallMediaKey(id)).toBeUndefined()
  expect(recallHostKey(other)).toBe('two')
  expect([...entries.values()]).toEqual(['two'])
})

test('where nothing is stored the key lasts as long as the page', async () => {
  vi.stubGlobal('localStorage', undefined)
  const { keepHostKey, recallHostKey } = await load()
  keepHostKey(id, 'one')
  expect(recallHostKey(id)).toBe('one')
})
