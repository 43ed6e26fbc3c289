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
