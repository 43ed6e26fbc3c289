import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBots } from '../support/bots.ts'
import { followMeeting, type ReceivedEvent } from '../support/event-source.ts'
import { type Operator, startOperator } from '../support/operator.ts'
import { until } from '../support/wait.ts'
import { newMeeting } from './api.ts'
import { suite } from './suite.ts'

const world = suite(() => ({ replicas: { gateway: 2, 'room-service': 2 } }))
let operator: Operator

beforeAll(async () => {
  operator = await startOperator(world.servers.natsUrl)
})
afterAll(() => operator[Symbol.asyncDispose]())

const gatewayUrl = (index: number) => `http://127.0.0.1:${world.stack.replicas('gateway')[index]?.ports.PORT}`
const bot = (meetingId: string, ...names: string[]) =>
  startBots({
    ...{ baseUrl: world.stack.baseUrl, livekitUrl: world.servers.livekitUrl, meetingId },
    people: names.map((name) => ({ name, video: false })),
  })
const ids = (events: readonly ReceivedEvent[]) => events.map(({ id, name }) => `${id} ${name}`)

test('first comes the meeting as it is, then what changes', async () => {
  const meeting = await newMeeting(world.client, { name: 'Wochenplanung' })
  await using reader = await followMeeting(gatewayUrl(0), meeting.meeting_id)
  expect(reader.headers.get('content-type')).toContain('text/event-stream')
  expect(reader.headers.get('cache-control')).toBe('no-store')
  const { data } = await reader.next('meeting')
  expect(data).toEqual({
    ...{ meeting_id: meeting.meeting_id, name: 'Wochenplanung', status: 'open', expires_at: meeting.expires_at },
    ...{ max_participants: 50, locked: false, lobby: false, passcode_required: false, encrypted: false, num_participants: 0 },
    permissions: { microphone: true, camera: true, screen_share: true, chat: true },
  })
  expect(reader.retries[0]).toBeGreaterThanOrEqual(1_000)
  const { expires_at } = await operator.extend(meeting, 7_200)
  await reader.next('meeting', (event) => event.data.expires_at === expires_at)
})

test('comings and goings are told to everybody with the link, names to participants only', async () => {
  const { meeting_id } = await newMeeting(world.client)
  const { participant_token } = (await world.client.join(meeting_id, { display_name: 'Jonas' })).body
  await using stranger = await followMeeting(gatewayUrl(0), meeting_id)
  await using participant = await followMeeting(gatewayUrl(1), meeting_id, { participantToken: participant_token })
  {
    await using _mira = await bot(meeting_id, 'Mira')
    expect((await stranger.next('participants')).data).toEqual({ num_participants: 1 })
    const { data } = await participant.next('participants')
    expect(data).toEqual({ num_participants: 1, joined: { participant_id: expect.stringMatching(/^guest-/), display_name: 'Mira' } })
    await using late = await followMeeting(gatewayUrl(0), meeting_id, { participantToken: participant_token })
    expect((await late.next('meeting')).data.participants).toEqual([data.joined])
  }
  const { data } = await participant.next('participants', (event) => event.data.left)
  expect(data).toMatchObject({ num_participants: 0, left: { display_name: 'Mira' } })
  expect(JSON.stringify(stranger.events)).not.toContain('Mira')
})

test('who comes back on another gateway misses nothing and hears nothing twice', async () => {
  const { meeting_id } = await newMeeting(world.client)
  await using whole = await followMeeting(gatewayUrl(0), meeting_id)
  await whole.next('meeting')
  const pieces: ReceivedEvent[] = []
  let lastEventId: string | undefined
  for (let round = 0; round < 6; round += 1) {
    await using piece = await followMeeting(gatewayUrl(round % 2), meeting_id, lastEventId === undefined ? {} : { lastEventId })
    if (round === 0) await piece.next('meeting')
    const come = bot(meeting_id, `Guest ${round}`)
    await piece.next('participants')
    pieces.push(...piece.events)
    lastEventId = pieces.at(-1)?.id
    await using _guest = await come
  }
  const last = await bot(meeting_id, 'Last')
  await last[Symbol.asyncDispose]()
  await until(
    () =>
      whole.events.filter(({ name, data }) => name === 'participants' && data.num_participants === 0).length > 0 &&
      whole.events.length >= 15,
    {
      what: 'everybody to have come and gone',
    },
  )
  await using rest = await followMeeting(gatewayUrl(1), meeting_id, lastEventId === undefined ? {} : { lastEventId })
  await until(() => ids([...pieces, ...rest.events]).length >= whole.events.length, { what: 'the rest' })
  // Where the first snapshots stand depends on what other meetings had to tell in between.
  expect(ids([...pieces.slice(1), ...rest.events])).toEqual(ids(whole.events.slice(1)))
})

test.each(['nonsense', '12', '1-999999999999', '-1', '1.5-2'])(
  'a place that is none (%s) begins with the meeting as it is',
  async (lastEventId) => {
    const { meeting_id } = await newMeeting(world.client)
    await using reader = await followMeeting(gatewayUrl(0), meeting_id, { lastEventId })
    await reader.next('meeting')
  },
)

test('the end is the last event, after which the response ends and the address answers 410', async () => {
  const meeting = await newMeeting(world.client)
  const { meeting_id } = meeting
  await using reader = await followMeeting(gatewayUrl(1), meeting_id)
  const { id } = await reader.next('meeting')
  await operator.end(meeting)
  expect((await reader.next('ended')).data).toEqual({ reason: 'ended' })
  await until(() => reader.ended(), { what: 'the response to end' })
  await using after = await followMeeting(gatewayUrl(1), meeting_id)
  expect(after).toMatchObject({ status: 410, problem: { code: 'meeting_ended' } })
  // Who was away when it ended is told so.
  await using late = await followMeeting(gatewayUrl(0), meeting_id, { lastEventId: id })
  await late.next('ended')
})

describe('refused', () => {
  test.each([
    ['an unknown meeting', {}, 404, 'meeting_not_found', 'abc-2345-xyz'],
    ['a malformed id', {}, 404, 'meeting_not_found', 'nonsense'],
    ['an unknown session', { participantToken: `guest-4vtr8k2m9xwq7hjd.${'A'.repeat(32)}` }, 401, 'session_unknown', undefined],
    ['something that is no session', { participantToken: 'nonsense' }, 401, 'session_unknown', undefined],
    ['another kind of authorization', { authorization: 'Basic abc' }, 400, 'invalid', undefined],
  ])('%s', async (_, options, status, code, id) => {
    const meetingId = id ?? (await newMeeting(world.client)).meeting_id
    await using reader = await followMeeting(gatewayUrl(0), meetingId, options)
    expect(reader).toMatchObject({ status, problem: { code } })
  })
})

test('a restart of NATS is survived: what happens afterwards is told', async () => {
  const meeting = await newMeeting(world.client)
  await using reader = await followMeeting(gatewayUrl(0), meeting.meeting_id)
  await reader.next('meeting')
  await world.servers.nats.stop()
  await world.servers.nats.start()
  await world.stack.healthy()
  // The services are connected again; whoever extends it comes back at their own pace.
  const { expires_at } = await until(() => operator.extend(meeting, 7_200), { what: 'the meeting to be extended' })
  await reader.next('meeting', (event) => event.data.expires_at === expires_at)
  expect(reader.ended()).toBe(false)
})

test('a sign of life comes while nothing happens', async () => {
  const { meeting_id } = await newMeeting(world.client)
  await using reader = await followMeeting(gatewayUrl(0), meeting_id)
  await until(() => reader.heartbeats() > 0, { what: 'a comment', within: 60_000 })
})

test('a gateway that drains says when to come back, and ends', async () => {
  const { meeting_id } = await newMeeting(world.client)
  await using reader = await followMeeting(gatewayUrl(1), meeting_id)
  await reader.next('meeting')
  const [, second] = world.stack.replicas('gateway')
  await second?.stop()
  await until(() => reader.ended(), { what: 'the response to end' })
  expect(reader.retries).toHaveLength(2)
  second?.start()
})
