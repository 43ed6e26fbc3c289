import { beforeEach, expect, test, vi } from 'vitest'
import { createParticipantSession } from './participant-session.ts'

/** Enough of a tab's storage. */
const storage = (entries = new Map<string, string>()) => ({
  entries,
  getItem: (key: string) => entries.get(key) ?? null,
  setItem: (key: string, value: string) => void entries.set(key, value),
  removeItem: (key: string) => void entries.delete(key),
})

let tab = storage()
const enter = (area: ReturnType<typeof storage>) => vi.stubGlobal('sessionStorage', area)

beforeEach(() => {
  tab = storage()
  enter(tab)
})

const id = '7kq-mfxr-2rp'

test('a first visit has no token, and keeps the one it gets', async () => {
  const first = createParticipantSession(id)
  expect(await first.token()).toBeUndefined()
  first.keep('first-visit')
  expect(await first.token()).toBe('first-visit')
  expect([...tab.entries.values()]).toEqual(['first-visit'])
})

test('a reload finds its token again', async () => {
  tab.setItem(`runde.participant.${id}`, 'reloaded')
  expect(await createParticipantSession(id).token()).toBe('reloaded')
})

test('a duplicated tab becomes somebody new, and the original stays who it is', async () => {
  const original = createParticipantSession(id)
  original.keep('original')
  expect(await original.token()).toBe('original')

  const copy = storage(new Map(tab.entries))
  enter(copy)
  const duplicate = createParticipantSession(id, 50)
  expect(await duplicate.token()).toBeUndefined()
  expect(copy.entries.size).toBe(0)
  expect(await original.token()).toBe('original')
})

test('a session that was forgotten does not come back', async () => {
  const somebody = createParticipantSession(id)
  somebody.keep('denied')
  somebody.forget()
  expect(await somebody.token()).toBeUndefined()
  expect(tab.entries.size).toBe(0)
  somebody.keep('anew')
  expect(await somebody.token()).toBe('anew')
})

test('each meeting has its own participant', async () => {
  createParticipantSession(id).keep('here')
  expect(await createParticipantSession('7kq-mfxr-2rq').token()).toBeUndefined()
})
