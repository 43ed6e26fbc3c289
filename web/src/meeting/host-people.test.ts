import { expect, it } from 'vitest'
import { createHostPeople, type HostPeopleDeps } from './host-people.ts'

const mira = { participant_id: 'guest-m', display_name: 'Mira', waiting_since: '2026-11-27T15:00:00.000Z' }
const eve = { participant_id: 'guest-e', display_name: 'Eve' }

const people = (read: HostPeopleDeps['read']) => {
  const meeting = { lobby: true }
  return { meeting, ...createHostPeople({ read, lobby: () => meeting.lobby }) }
}

it('shows who waits and who was banned, by one reading', async () => {
  let reads = 0
  const { waiting, banned, look } = people(async () => {
    reads += 1
    return { waiting: [mira], banned: [eve] }
  })
  expect(waiting()).toEqual([])
  expect(await look()).toBe(true)
  expect([waiting(), banned(), reads]).toEqual([[mira], [eve], 1])
})

it('stays as it was when it cannot be read', async () => {
  let fails = false
  const { waiting, look } = people(async () => {
    if (fails) throw new Error('no')
    return { waiting: [mira], banned: [] }
  })
  await look()
  fails = true
  expect(await look()).toBe(false)
  expect(waiting()).toEqual([mira])
})

it('nobody waits without a lobby', async () => {
  const { meeting, waiting, look } = people(async () => ({ waiting: [mira], banned: [] }))
  await look()
  meeting.lobby = false
  expect(waiting()).toEqual([])
})
