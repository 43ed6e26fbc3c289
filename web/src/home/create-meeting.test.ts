import { beforeEach, expect, test, vi } from 'vitest'
import { recallHostKey } from '../host-key.ts'
import { isMediaKey, recallMediaKey } from '../media-key.ts'
import { createMeeting, pageOf } from './create-meeting.ts'

const meeting_url = 'https://runde.example/meeting/7kq-mfxr-2rp'
const created = {
  ...{ meeting_id: '7kq-mfxr-2rp', meeting_url, host_key: 'host_a', host_url: `${meeting_url}#host=host_a` },
  ...{ created_at: '2026-11-25T15:30:00Z', expires_at: '2026-11-26T15:30:00Z' },
}

/** Everything that the server was sent. */
let sent: { path: string; init: RequestInit }[] = []

const storage = (entries = new Map<string, string>()) =>
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  })

beforeEach(() => {
  sent = []
  storage()
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    sent.push({ path, init })
    return Response.json(created)
  })
})

test('a meeting is made as before where nobody wants encryption', async () => {
  expect(await createMeeting(false)).toEqual(created)
  expect(sent.map(({ init }) => init.body)).toEqual(['{}'])
  expect(pageOf(created)).toBe('/meeting/7kq-mfxr-2rp')
})

test('the links of an encrypted one carry a key that this browser keeps and the server never gets', async () => {
  const meeting = await createMeeting(true)
  const key = recallMediaKey(created.meeting_id) ?? ''
  expect(isMediaKey(key)).toBe(true)
  expect(meeting.meeting_url).toBe(`${meeting_url}#key=${key}`)
  expect(meeting.host_url).toBe(`${meeting_url}#host=host_a&key=${key}`)
  expect(recallHostKey(created.meeting_id)).toBe('host_a')
  expect(sent.map(({ init }) => init.body)).toEqual(['{"encrypted":true}'])
  expect(JSON.stringify(sent)).not.toContain(key)
})

test('each has a key of its own', async () => {
  const links = [await createMeeting(true), await createMeeting(true)].map((one) => one.meeting_url)
  expect(new Set(links).size).toBe(2)
})

test('the way to it carries the key only where the browser stores nothing', async () => {
  const meeting = await createMeeting(true)
  expect(pageOf(meeting)).toBe('/meeting/7kq-mfxr-2rp')
  vi.stubGlobal('localStorage', undefined)
  expect(pageOf(meeting)).toBe(`/meeting/7kq-mfxr-2rp#key=${recallMediaKey(created.meeting_id)}`)
})
