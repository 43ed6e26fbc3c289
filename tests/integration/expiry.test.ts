import { type MeetingEvent, meetingEvents } from '@runde/contracts/meeting-events'
import type { CreatedMeeting } from '@runde/contracts/rest'
import type { Bus } from '@runde/service-kit/bus'
import { within } from '@runde/service-kit/deadline'
import { RoomServiceClient } from 'livekit-server-sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBots } from '../support/bots.ts'
import { insideBus } from '../support/inside.ts'
import { type Operator, startOperator } from '../support/operator.ts'
import { until } from '../support/wait.ts'
import { joinPatiently, newMeeting } from './api.ts'
import { suite } from './suite.ts'

const world = suite(() => ({ replicas: { gateway: 2, 'room-service': 3 } }))
let bus: Bus
let operator: Operator
let livekit: RoomServiceClient

beforeAll(async () => {
  bus = await insideBus(world.servers)
  operator = await startOperator(world.servers.natsUrl)
  const { livekitUrl, apiKey, apiSecret } = world.servers
  livekit = new RoomServiceClient(livekitUrl, apiKey, apiSecret)
})
afterAll(async () => {
  await operator[Symbol.asyncDispose]()
  await bus[Symbol.asyncDispose]()
})

const soon = () => within(10_000)
const eventsOf = async (id: string): Promise<MeetingEvent[]> =>
  (await bus.history(meetingEvents, { subjects: `runde.v1.events.${id}.>`, after: 0, limit: 1_000 }, soon())).map(({ message }) => message)
const typesOf = async (id: string) => (await eventsOf(id)).map(({ type }) => type)

test('the people inside are warned two minutes before, once; nobody inside, nobody warned', async () => {
  const [busy, empty] = [await newMeeting(world.client), await newMeeting(world.client)]
  const people = [{ name: 'Mira', video: false }]
  await using _bots = await startBots({
    baseUrl: world.stack.baseUrl,
    livekitUrl: world.servers.livekitUrl,
    meetingId: busy.meeting_id,
    people,
  })
  await until(async () => (await world.client.info(busy.meeting_id)).body.num_participants === 1, { what: 'Mira to be counted' })
  for (const meeting of [busy, empty]) await operator.extend(meeting, 123)
  const warnings = async () => (await eventsOf(busy.meeting_id)).filter((event) => event.type === 'ending_soon')
  await until(async () => (await warnings()).length > 0, { what: 'a warning', within: 60_000 })
  const [warning] = await warnings()
  expect(warning).toMatchObject({ type: 'ending_soon', seconds_left: expect.any(Number) })
  if (warning?.type === 'ending_soon') expect(warning.seconds_left).toBeLessThanOrEqual(120)
  // Moving the end takes the warning back, and the meeting is warned anew.
  await operator.extend(busy, 124)
  await until(async () => (await warnings()).length > 1, { what: 'the second warning', within: 60_000 })
  expect(await warnings()).toHaveLength(2)
  expect(await typesOf(empty.meeting_id)).not.toContain('ending_soon')
})

test('extending moves the end; exists and info tell the new one', async () => {
  const meeting = await newMeeting(world.client, { expires_in: 60 })
  const moved = await operator.extend(meeting, 3_600)
  expect(Date.parse(moved.expires_at)).toBeGreaterThan(Date.parse(meeting.expires_at) + 3_000_000)
  expect((await world.client.info(meeting.meeting_id)).body.expires_at).toBe(moved.expires_at)
})

test.each([59, 2_592_001])('an end in %i seconds is refused', async (expires_in) => {
  const meeting = await newMeeting(world.client)
  await expect(operator.extend(meeting, expires_in)).rejects.toMatchObject({ code: 'invalid' })
})

describe('ending for everybody', () => {
  test('ends once, whoever asks how often; the room is gone, the link says 410', async () => {
    const meeting = await newMeeting(world.client)
    const { meeting_id } = meeting
    const answers = await Promise.all(Array.from({ length: 10 }, () => operator.end(meeting)))
    for (const { status } of answers) expect(['ending', 'ended']).toContain(status)
    await until(async () => (await typesOf(meeting_id)).includes('meeting_ended'), { what: 'the end' })
    expect(await typesOf(meeting_id)).toEqual(['meeting_created', 'meeting_opened', 'meeting_ending', 'meeting_ended'])
    expect(await livekit.listRooms([meeting_id])).toEqual([])
    expect((await world.client.exists(meeting_id)).status).toBe(410)
    await expect(operator.extend(meeting, 3_600)).rejects.toMatchObject({ code: 'meeting_ended' })
  })

  test('throws out who is inside', async () => {
    const meeting = await newMeeting(world.client)
    const { meeting_id } = meeting
    const people = [{ name: 'Mira', video: false }]
    await using _bots = await startBots({
      baseUrl: world.stack.baseUrl,
      livekitUrl: world.servers.livekitUrl,
      meetingId: meeting_id,
      people,
    })
    await until(async () => (await livekit.listParticipants(meeting_id)).length === 1, { what: 'Mira to be inside' })
    await operator.end(meeting)
    await until(async () => (await livekit.listRooms([meeting_id])).length === 0, { what: 'the room to be gone' })
  })
})

test('many meetings that end in the same second on three replicas each end once, and none early', { timeout: 300_000 }, async () => {
  const meetings: CreatedMeeting[] = []
  for (let n = 0; n < 150; n += 1) meetings.push(await newMeeting(world.client, { expires_in: 3_600 }))
  const ids = meetings.map(({ meeting_id }) => meeting_id)
  const ends = new Map<string, number>()
  for (const meeting of meetings) ends.set(meeting.meeting_id, Date.parse((await operator.extend(meeting, 60)).expires_at))
  for (const id of ids) await until(async () => (await typesOf(id)).includes('meeting_ended'), { what: `${id} to end`, within: 120_000 })
  for (const id of ids) {
    const events = await eventsOf(id)
    expect(events.map(({ type }) => type)).toEqual([
      'meeting_created',
      'meeting_opened',
      'meeting_extended',
      'meeting_ending',
      'meeting_ended',
    ])
    expect(events.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5])
    expect(Date.parse(events.at(-1)?.at ?? '')).toBeGreaterThanOrEqual(ends.get(id) ?? 0)
  }
  expect(await livekit.listRooms(ids)).toEqual([])
})

test('fifty seats, two hundred joins at once: exactly fifty tokens', async () => {
  const { meeting_id } = await newMeeting(world.client)
  const guests = Array.from({ length: 200 }, (_, n) => ({ display_name: `Guest ${n}` }))
  const answers = await Promise.all(guests.map((guest) => joinPatiently(world.client, meeting_id, guest)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(50)
  expect(new Set(answers.flatMap(({ status, body }) => (status === 200 ? [body.participant_id] : []))).size).toBe(50)
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(150)
})
