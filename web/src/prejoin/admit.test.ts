import type { ErrorCode } from '@runde/contracts/errors'
import { beforeEach, expect, test, vi } from 'vitest'
import { codeOfFailure } from '../api.ts'
import { forgetHostKey, keepHostKey, recallHostKey } from '../host-key.ts'
import { admit } from './admit.ts'

const id = '7kq-mfxr-2rp'

/** The credentials that the server was shown, one for each request. */
let shown: (string | null)[] = []

/** A server that takes everybody in, or refuses whoever comes with a credential. */
const server = (refusal?: ErrorCode) =>
  vi.stubGlobal('fetch', async (_path: string, { headers }: RequestInit) => {
    const credential = new Headers(headers).get('authorization')
    shown.push(credential)
    return credential !== null && refusal !== undefined
      ? Response.json({ code: refusal }, { status: 403 })
      : Response.json({ participant_token: 'session' })
  })

const participant = () => {
  const kept: string[] = []
  return { kept, token: async () => undefined, keep: (token: string) => void kept.push(token) }
}

beforeEach(() => {
  shown = []
  forgetHostKey(id)
})

test('whoever has a key comes with it', async () => {
  server()
  keepHostKey(id, 'mine')
  const somebody = participant()
  await admit(id, 'Ada', somebody)
  expect(shown).toEqual(['Bearer mine'])
  expect(somebody.kept).toEqual(['session'])
})

test('whoever has none comes without', async () => {
  server()
  await admit(id, 'Ben', participant())
  expect(shown).toEqual([null])
})

test('a wrong key is forgotten, and the person comes in as any other', async () => {
  server('not_host')
  keepHostKey(id, 'wrong')
  await admit(id, 'Ben', participant())
  expect(shown).toEqual(['Bearer wrong', null])
  expect(recallHostKey(id)).toBeUndefined()
})

test.each(['banned', 'meeting_locked', 'meeting_ended'] as const)('%s is final, and the key stays', async (code) => {
  server(code)
  keepHostKey(id, 'mine')
  const refused = await admit(id, 'Ada', participant()).catch(codeOfFailure)
  expect(refused).toBe(code)
  expect(shown).toEqual(['Bearer mine'])
  expect(recallHostKey(id)).toBe('mine')
})

test('a place in the lobby is kept like a seat', async () => {
  const place = {
    participant_id: 'guest-1',
    participant_token: 'place',
    waiting_since: '2026-11-25T15:30:00Z',
    host_present: false,
    retry_after: 15,
  }
  vi.stubGlobal('fetch', async () => Response.json(place, { status: 202 }))
  const somebody = participant()
  expect(await admit(id, 'Ada', somebody)).toEqual(place)
  expect(somebody.kept).toEqual(['place'])
})

test('a passcode is sent as it was typed, and only by whoever has typed one', async () => {
  const bodies: unknown[] = []
  vi.stubGlobal('fetch', async (_path: string, { body }: RequestInit) => {
    bodies.push(JSON.parse(String(body)))
    return Response.json({ code: 'passcode_wrong' }, { status: 403 })
  })
  expect(await admit(id, 'Ada', participant()).catch(codeOfFailure)).toBe('passcode_wrong')
  expect(await admit(id, 'Ada', participant(), 'open  sesame').catch(codeOfFailure)).toBe('passcode_wrong')
  expect(bodies).toEqual([{ display_name: 'Ada' }, { display_name: 'Ada', passcode: 'open  sesame' }])
})

test('whoever has a session sends the passcode only when the session is not enough', async () => {
  const bodies: unknown[] = []
  const refusals = ['passcode_required']
  vi.stubGlobal('fetch', async (_path: string, { body }: RequestInit) => {
    bodies.push(JSON.parse(String(body)))
    const code = refusals.pop()
    return code ? Response.json({ code }, { status: 403 }) : Response.json({ token: 'jwt', participant_token: 'new' })
  })
  const somebody = { ...participant(), token: async () => 'old' }
  const known = { display_name: 'Ada', participant_token: 'old' }
  await admit(id, 'Ada', somebody, 'open sesame')
  expect(bodies).toEqual([known, { ...known, passcode: 'open sesame' }])
  await admit(id, 'Ada', somebody, 'open sesame')
  expect(bodies.slice(2)).toEqual([known])
})
