import type { Joined, Waiting } from '@runde/contracts/rest'
import { beforeEach, expect, test, vi } from 'vitest'
import { createEntrance } from './entrance.ts'

const id = '7kq-mfxr-2rp'
const place: Waiting = {
  participant_id: 'guest-1',
  participant_token: 'place',
  waiting_since: '2026-11-25T15:30:00Z',
  host_present: true,
  retry_after: 15,
}
const seat: Joined = {
  token: 'jwt',
  meeting_id: id,
  livekit_url: 'wss://example.com',
  participant_id: 'guest-1',
  participant_token: 'seat',
  role: 'participant',
  encrypted: false,
  permissions: { microphone: true, camera: true, screen_share: true, chat: true },
  expires_at: '2026-11-25T15:30:00Z',
}

/** A server that answers these, one after the other; resolves to what it was sent. */
const answering = (...answers: (Joined | Waiting)[]) => {
  const bodies: unknown[] = []
  vi.stubGlobal('fetch', async (_path: string, { body }: RequestInit) => {
    bodies.push(JSON.parse(String(body)))
    return Response.json(answers.shift())
  })
  return bodies
}

beforeEach(() => void vi.stubGlobal('sessionStorage', undefined))

test('whoever has been let in enters with that answer, and asks again for the next connection', async () => {
  const bodies = answering(seat)
  const enter = createEntrance(id, () => 'Ada').enter(seat)
  expect(await enter()).toBe(seat)
  expect(bodies).toEqual([])
  expect(await enter()).toEqual(seat)
  expect(bodies).toHaveLength(1)
})

test('a place in the lobby is no way into the call: it is kept, and asked with again', async () => {
  const admitted = { ...seat, participant_token: 'place' }
  const bodies = answering(place, admitted)
  const { enter, ask, waiting } = createEntrance(id, () => 'Ada')
  await expect(enter()()).rejects.toMatchObject({ code: 'waiting' })
  expect(waiting()).toEqual(place)
  expect(await ask()).toEqual(admitted)
  expect(bodies).toEqual([{ display_name: 'Ada' }, { display_name: 'Ada', participant_token: 'place' }])
})

test('it asks with the passcode that was typed, under the name as it is now', async () => {
  let name = 'Ada'
  const bodies = answering({ ...place, participant_token: 'another place' })
  const { ask, passcode } = createEntrance(id, () => name)
  passcode.keep('open sesame')
  name = 'Ada Lovelace'
  await ask()
  expect(bodies).toEqual([{ display_name: 'Ada Lovelace', passcode: 'open sesame' }])
})
