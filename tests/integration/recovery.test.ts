import { meetingEvents } from '@runde/contracts/meeting-events'
import { findMeeting } from '@runde/contracts/meetings'
import { keysOf } from '@runde/room-service/redis/keys'
import type { Bus } from '@runde/service-kit/bus'
import { within } from '@runde/service-kit/deadline'
import { Redis } from 'ioredis'
import { RoomServiceClient } from 'livekit-server-sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBots } from '../support/bots.ts'
import { insideBus } from '../support/inside.ts'
import { type Operator, startOperator } from '../support/operator.ts'
import { until } from '../support/wait.ts'
import { newMeeting } from './api.ts'
import { suite } from './suite.ts'

const world = suite(() => ({ replicas: { 'room-service': 2 } }))
let redis: Redis
let livekit: RoomServiceClient
let bus: Bus
let operator: Operator

beforeAll(async () => {
  const { redisUrl, livekitUrl, apiKey, apiSecret } = world.servers
  redis = new Redis(redisUrl)
  livekit = new RoomServiceClient(livekitUrl, apiKey, apiSecret)
  bus = await insideBus(world.servers)
  operator = await startOperator(world.servers.natsUrl)
})
afterAll(async () => {
  redis.disconnect()
  await operator[Symbol.asyncDispose]()
  await bus[Symbol.asyncDispose]()
})

/** Redis forgets one meeting, as a failover to an old replica would. */
const forget = async (id: string) => {
  const { meeting, participants, seats, due } = keysOf(id)
  await redis.del(meeting, participants, seats)
  await redis.zrem(due, id)
}
const roomOf = async (id: string) => (await livekit.listRooms([id]))[0]
const twoPeople = (meetingId: string) => ({
  ...{ baseUrl: world.stack.baseUrl, livekitUrl: world.servers.livekitUrl, meetingId },
  people: ['Mira', 'Jonas'].map((name) => ({ name, video: false })),
})
const count = async (id: string) => (await world.client.info(id)).body.num_participants

describe('a meeting that Redis lost', () => {
  test('comes back from its room as it was, at the first question', async () => {
    const { meeting_id, expires_at } = await newMeeting(world.client, { name: 'Wochenplanung', max_participants: 7, expires_in: 3_600 })
    const before = (await world.client.info(meeting_id)).body
    await forget(meeting_id)
    expect((await world.client.exists(meeting_id)).status).toBe(200)
    expect((await world.client.info(meeting_id)).body).toEqual(before)
    expect(before.expires_at).toBe(expires_at)
    expect((await world.client.join(meeting_id, { display_name: 'Mira' })).status).toBe(200)
  })

  test('comes back by itself, with the people who are inside', async () => {
    const { meeting_id } = await newMeeting(world.client)
    await using _bots = await startBots(twoPeople(meeting_id))
    await until(async () => (await count(meeting_id)) === 2, { what: 'both to be counted' })
    await forget(meeting_id)
    const restored = (line: { message: string; meeting_id?: unknown }) =>
      line.message === 'meeting restored from its room' && line.meeting_id === meeting_id
    await until(() => world.stack.logs('room-service').find(restored), { what: 'the meeting to be restored', within: 60_000 })
    await until(async () => (await count(meeting_id)) === 2, { what: 'both to be counted again' })
  })

  test('comes back with its moved end', async () => {
    const meeting = await newMeeting(world.client)
    const { meeting_id } = meeting
    const { expires_at } = await operator.extend(meeting, 7_200)
    await forget(meeting_id)
    expect((await world.client.info(meeting_id)).body.expires_at).toBe(expires_at)
  })

  test('stays lost when its room is gone too, and an id is not found for looking like one', async () => {
    const { meeting_id } = await newMeeting(world.client)
    await livekit.deleteRoom(meeting_id)
    await forget(meeting_id)
    expect((await world.client.exists(meeting_id)).status).toBe(404)
  })
})

describe('a room on the same LiveKit that is not ours', () => {
  test.each([
    ['no metadata', ''],
    ['metadata of its own', '{"product":"another"}'],
    ['a forged record', JSON.stringify({ meeting_id: 'abc-2345-xyz', name: 'Mine', record: `v1.${'A'.repeat(120)}` })],
  ])('is left alone: %s', async (_, metadata) => {
    const name = 'abc-2345-xyz'
    await livekit.createRoom({ name, metadata, emptyTimeout: 600 })
    expect((await world.client.exists(name)).status).toBe(404)
    expect(await roomOf(name)).toMatchObject({ metadata })
    await livekit.deleteRoom(name)
  })

  test('nor is the record of one meeting good for another room', async () => {
    const { meeting_id } = await newMeeting(world.client)
    const metadata = (await roomOf(meeting_id))?.metadata ?? ''
    await livekit.createRoom({ name: 'abc-2345-xyz', metadata, emptyTimeout: 600 })
    expect((await world.client.exists('abc-2345-xyz')).status).toBe(404)
    await livekit.deleteRoom('abc-2345-xyz')
  })
})

test('what stands in the metadata is sealed: nobody in the room can read or make it', async () => {
  const { meeting_id } = await newMeeting(world.client, { name: 'Wochenplanung' })
  const { record, ...open } = JSON.parse((await roomOf(meeting_id))?.metadata ?? '{}')
  expect(open).toEqual({ meeting_id, name: 'Wochenplanung' })
  expect(Buffer.from(String(record).split('.')[1] ?? '', 'base64url').toString('latin1')).not.toContain('Wochenplanung')
})

test('a room that an ended meeting left behind is removed', async () => {
  const meeting = await newMeeting(world.client)
  const { meeting_id } = meeting
  const room = await roomOf(meeting_id)
  await operator.end(meeting)
  await until(async () => (await bus.request(findMeeting, { meeting_id }, within(2_000))).meeting.status === 'ended', { what: 'the end' })
  await livekit.createRoom({ name: meeting_id, metadata: room?.metadata ?? '', emptyTimeout: 600 })
  await until(async () => (await roomOf(meeting_id)) === undefined, { what: 'the room to be removed', within: 60_000 })
  expect((await world.client.exists(meeting_id)).status).toBe(410)
})

test('a room that LiveKit lost comes back with the same id, and the event says so', async () => {
  const { meeting_id } = await newMeeting(world.client)
  await livekit.deleteRoom(meeting_id)
  expect((await world.client.join(meeting_id, { display_name: 'Mira' })).status).toBe(200)
  const events = async () => {
    const all = await bus.history(meetingEvents, { subjects: `runde.v1.events.${meeting_id}.>`, after: 0, limit: 100 }, within(2_000))
    return all.map(({ message }) => `${message.version} ${message.type}`)
  }
  await until(async () => (await events()).length === 3, { what: 'three events' })
  expect(await events()).toEqual(['1 meeting_created', '2 meeting_opened', '3 room_replaced'])
})

test('people whose webhooks are lost are counted all the same, and no longer when they have left', async () => {
  const { meeting_id } = await newMeeting(world.client)
  const [webhook] = world.stack.replicas('webhook')
  await webhook?.stop()
  {
    await using _bots = await startBots(twoPeople(meeting_id))
    await until(async () => (await count(meeting_id)) === 2, { what: 'both to be counted', within: 60_000 })
  }
  await until(async () => (await count(meeting_id)) === 0, { what: 'nobody to be counted', within: 90_000 })
  webhook?.start()
  await world.stack.healthy()
})
