import { expect, it } from 'vitest'
import { ApiError } from '../api.ts'
import { createHostLinks } from './create-host-links.ts'

/** Links on a server that fails with what `fails` names, once for each entry. */
const links = () => {
  const server = { ids: ['one'], fails: [] as [order: 'read' | 'create' | 'revoke', code: ApiError['code']][] }
  const fail = (order: string) => {
    if (server.fails[0]?.[0] === order) throw new ApiError(server.fails.shift()?.[1] ?? 'internal')
  }
  const view = createHostLinks(() => ({
    async read() {
      fail('read')
      return server.ids.map((id) => ({ id, madeAt: 0, first: false }))
    },
    async create() {
      fail('create')
      const id = `new ${server.ids.length}`
      server.ids.push(id)
      return { id, url: `https://runde.example/${id}` }
    },
    async revoke(id) {
      fail('revoke')
      server.ids = server.ids.filter((known) => known !== id)
    },
  }))
  return { ...view, server, ids: () => view.links()?.map(({ id }) => id) }
}

it('knows nothing until it has loaded', async () => {
  const { ids, load } = links()
  expect(ids()).toBeUndefined()
  await load()
  expect(ids()).toEqual(['one'])
})

it('shows a new link until another is made or it is revoked', async () => {
  const { ids, made, load, create, revoke, revoked } = links()
  await load()
  await create()
  expect([ids(), made()?.url]).toEqual([['one', 'new 1'], 'https://runde.example/new 1'])
  await create()
  expect(made()?.id).toBe('new 2')
  await revoke('one')
  expect([made()?.id, revoked()]).toEqual(['new 2', true])
  await revoke('new 2')
  expect([ids(), made()]).toEqual([['new 1'], undefined])
})

it('no longer shows a new link that another host has revoked', async () => {
  const { made, load, create, server } = links()
  await create()
  server.ids = ['one']
  await load()
  expect(made()).toBeUndefined()
})

it.each([
  ['last_host_key', 'lastLink'],
  ['meeting_ended', 'isOver'],
] as const)('says why a link is not revoked, and keeps it: %s', async (code, what) => {
  const { ids, failed, revoked, load, revoke, server } = links()
  await load()
  server.fails = [['revoke', code]]
  await revoke('one')
  expect([ids(), failed(), revoked()]).toEqual([['one'], { what, again: undefined }, false])
})

it('takes a link out that was gone already, and says so', async () => {
  const { ids, failed, load, revoke, server } = links()
  await load()
  server.fails = [['revoke', 'host_key_not_found']]
  await revoke('one')
  expect([ids(), failed()?.what]).toEqual([[], 'linkGone'])
})

it('says that there are too many, until the next order', async () => {
  const { failed, create, server } = links()
  server.fails = [['create', 'too_many_host_keys']]
  await create()
  expect(failed()).toEqual({ what: 'tooManyLinks', again: undefined })
  await create()
  expect(failed()).toBeUndefined()
})

it('shows a new link even if the others cannot be read then, and tries again only that', async () => {
  const { ids, made, failed, create, server } = links()
  server.fails = [['read', 'network']]
  await create()
  expect([made()?.id, failed()?.what]).toEqual(['new 1', 'silent'])
  failed()?.again?.()
  await expect.poll(ids).toEqual(['one', 'new 1'])
  expect(failed()).toBeUndefined()
})

it('revoked is revoked, whether or not the others can be read then', async () => {
  const { ids, failed, revoked, load, create, revoke, server } = links()
  await create()
  await load()
  server.fails = [['read', 'network']]
  await revoke('one')
  expect([ids(), failed()?.what, revoked()]).toEqual([['new 1'], 'silent', true])
})
