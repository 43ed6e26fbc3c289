import type { Permissions } from '@runde/contracts/meetings'
import { everything } from '@runde/contracts/permissions'
import { within } from '@runde/service-kit/deadline'
import { expect, test } from 'vitest'
import { bringInLine } from './bring-in-line.ts'
import type { ParticipantRecord } from './state/apply-livekit-event.ts'
import { epoch, fresh } from './state/arbitrary-state.ts'

const meeting_id = fresh.meeting_id
const silent = { ...everything, microphone: false }

/** A meeting with these people, all of them connected. `meanwhile` runs when LiveKit is told, as another replica would. */
const start = (people: Record<string, Partial<ParticipantRecord>>, meanwhile: (world: { inForce: Permissions }) => void = () => {}) => {
  const world = { inForce: silent, now: epoch }
  const told: Record<string, Permissions>[] = []
  const stored = (participant_id: string) => {
    const record = { name: participant_id, session: '', admitted_at: 0, ...people[participant_id] }
    return { meeting_id, participant_id, record, raw: JSON.stringify(record) }
  }
  const deps = {
    meetings: {
      find: async () => ({ state: { ...fresh, permissions: world.inForce }, now: world.now, connected: 0, watched_until: 0 }),
      participant: async (_: string, id: string) => (id in people ? stored(id) : undefined),
      connectedParticipants: async () => Object.keys(people).map(stored),
    },
    rooms: {
      permit: async (_: string, wanted: ReadonlyMap<string, Permissions>) => {
        told.push(Object.fromEntries(wanted))
        meanwhile(world)
      },
    },
  }
  const bring = (about: Partial<Parameters<typeof bringInLine>[1]> = {}) => bringInLine(deps, { meeting_id, ...about }, within(60_000))
  return { world, told, bring }
}

test('everybody without a role is told what is in force for them', async () => {
  const { told, bring } = start({ ada: { role: 'host' }, ben: { role: 'co_host' }, mira: {}, jonas: { permissions: { microphone: true } } })
  await bring()
  expect(told).toEqual([{ mira: silent, jonas: everything }])
})

test('one is told whatever their role, and nobody else', async () => {
  const { told, bring } = start({ ben: { role: 'co_host' }, mira: {} })
  await bring({ participant_id: 'ben' })
  expect(told).toEqual([{ ben: everything }])
})

test('nobody is told what LiveKit lets them do already', async () => {
  const { told, bring } = start({ ada: { role: 'host' }, mira: {}, jonas: {} })
  const granted = [
    ['mira', everything],
    ['jonas', silent],
    ['ada', silent],
  ] as const
  await bring({ granted })
  expect(told).toEqual([{ mira: silent, ada: everything }])
})

test('what changes meanwhile is told too, and stands last', async () => {
  const { told, bring } = start({ mira: {} }, (world) => {
    world.inForce = { ...silent, chat: false }
  })
  await bring()
  expect(told).toEqual([{ mira: silent }, { mira: { ...silent, chat: false } }])
})

test('nothing is told about somebody unknown, or in a meeting whose hour has come', async () => {
  const { world, told, bring } = start({ mira: {} })
  await bring({ participant_id: 'stranger' })
  world.now = fresh.expires_at
  await bring()
  expect(told).toEqual([])
})
