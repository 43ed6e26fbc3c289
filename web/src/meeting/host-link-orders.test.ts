import type { MeetingInfo } from '@runde/contracts/rest'
import { expect, it } from 'vitest'
import { ApiError } from '../api.ts'
import { type HostLinkOrdersDeps, hostLinkOrders } from './host-link-orders.ts'

const created_at = '2026-11-27T15:00:00.000Z'
const later = '2026-11-27T22:20:00.000Z'
const url = 'https://runde.example/meeting/7kq-mfxr-2rp'

const info: MeetingInfo = {
  ...{ meeting_id: '7kq-mfxr-2rp', meeting_url: url, name: 'Planung', status: 'open', created_at, expires_at: later },
  ...{ num_participants: 1, max_participants: 50, locked: false, lobby: false, passcode_required: false, encrypted: false },
  permissions: { microphone: true, camera: true, screen_share: true, chat: true },
}

const granted = { key_id: 'new', host_key: 'host_new', host_url: `${url}#host=host_new` }

const server: HostLinkOrdersDeps['server'] = {
  info: async () => info,
  hostKeys: async () => [
    { key_id: 'one', created_at },
    { key_id: 'two', created_at: later },
  ],
  grantHostKey: async () => granted,
  revokeHostKey: async () => ({}),
}

const orders = (deps: Partial<HostLinkOrdersDeps> = {}) =>
  hostLinkOrders({ meeting: { url }, ownKey: 'host_mine', by: () => ({ hostKeys: async () => [] }), server, ...deps })

const failing = (code: ApiError['code']) => () => ({
  hostKeys: async () => {
    throw new ApiError(code)
  },
})

it('knows the link that was made with the meeting', async () => {
  expect(await orders().read()).toEqual([
    { id: 'one', madeAt: Date.parse(created_at), first: true },
    { id: 'two', madeAt: Date.parse(later), first: false },
  ])
})

it('makes a link that carries the key of an encrypted meeting', async () => {
  expect(await orders().create()).toEqual({ id: 'new', url: `${url}#host=host_new` })
  const encrypted = orders({ meeting: { url: `${url}#key=secret` } })
  expect(await encrypted.create()).toEqual({ id: 'new', url: `${url}#key=secret&host=host_new` })
  expect(encrypted.own()).toBe(`${url}#key=secret&host=host_mine`)
})

it('asks for one link until it knows that there is one', async () => {
  const asked: string[] = []
  const { create } = orders({
    server: {
      ...server,
      async grantHostKey(key) {
        asked.push(key)
        if (asked.length === 1) throw new ApiError('network')
        return granted
      },
    },
  })
  await expect(create()).rejects.toMatchObject({ code: 'network' })
  await create()
  await create()
  const [lost, repeated, next] = asked
  expect(repeated).toBe(lost)
  expect(next).not.toBe(lost)
})

it('revokes the link that is named', async () => {
  const revoked: string[] = []
  const { revoke } = orders({ server: { ...server, revokeHostKey: async (id) => void revoked.push(id) } })
  await revoke('two')
  expect(revoked).toEqual(['two'])
})

it('shows the own link until that is known to be revoked', async () => {
  const { own, read } = orders({ by: failing('not_host') })
  expect(own()).toBe(`${url}#host=host_mine`)
  await read()
  expect(own()).toBeUndefined()
})

it('keeps the own link while nobody knows', async () => {
  const { own, read } = orders({ by: failing('network') })
  await read()
  expect(own()).toBe(`${url}#host=host_mine`)
})

it('has no own link without a key', async () => {
  const { own, read } = orders({ ownKey: undefined })
  expect(await read()).toHaveLength(2)
  expect(own()).toBeUndefined()
})
