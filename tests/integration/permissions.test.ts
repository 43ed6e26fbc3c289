import { keysOf } from '@runde/room-service/redis/keys'
import { Redis } from 'ioredis'
import { decodeJwt } from 'jose'
import { RoomServiceClient, TrackSource } from 'livekit-server-sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBots } from '../support/bots.ts'
import { followMeeting } from '../support/event-source.ts'
import { until } from '../support/wait.ts'
import { newMeeting } from './api.ts'
import { suite } from './suite.ts'

const world = suite(() => ({ replicas: { gateway: 2, 'room-service': 2 } }))
let livekit: RoomServiceClient
let redis: Redis

beforeAll(() => {
  const { redisUrl, livekitUrl, apiKey, apiSecret } = world.servers
  redis = new Redis(redisUrl)
  livekit = new RoomServiceClient(livekitUrl, apiKey, apiSecret)
})
afterAll(() => redis.disconnect())

const everything = { microphone: true, camera: true, screen_share: true, chat: true }
const nothing = { microphone: false, camera: false, screen_share: false, chat: false }
const stranger = 'guest-4vtr8k2m9xwq7hjd'

const start = async () => {
  const meeting = await newMeeting(world.client)
  return { ...meeting, host: world.client.asHost(meeting.meeting_id, meeting.host_key) }
}
const join = async (meetingId: string, display_name: string, more: object = {}) =>
  (await world.client.join(meetingId, { display_name, ...more })).body
const people = (meetingId: string, ...bots: Parameters<typeof startBots>[0]['people']) =>
  startBots({ baseUrl: world.stack.baseUrl, livekitUrl: world.servers.livekitUrl, meetingId, people: bots })
const permissionsIn = async (meetingId: string) => (await world.client.info(meetingId)).body.permissions

const personIn = async (meetingId: string, participantId: string) =>
  (await livekit.listParticipants(meetingId)).find(({ identity }) => identity === participantId)
/** What somebody sends, by LiveKit's word. */
const sent = async (meetingId: string, participantId: string) =>
  ((await personIn(meetingId, participantId))?.tracks ?? []).map(({ source }) => TrackSource[source]).sort()
/** Waits until LiveKit lets somebody send from these sources and no others. */
const granted = (meetingId: string, participantId: string, sources: readonly string[], within = 30_000) =>
  until(
    async () => {
      const permission = (await personIn(meetingId, participantId))?.permission
      if (!permission) return false
      const listed = permission.canPublishSources.map((source) => TrackSource[source]).sort()
      // An empty list would mean every source.
      const allowed = permission.canPublish ? listed.join() || 'everything' : ''
      return allowed === sources.join()
    },
    { what: `LiveKit to grant ${sources.join() || 'nothing'}`, within },
  )
const all = ['CAMERA', 'MICROPHONE', 'SCREEN_SHARE', 'SCREEN_SHARE_AUDIO']
const allBut = (...taken: string[]) => all.filter((source) => !taken.includes(source))

describe('a token', () => {
  test('grants what is in force for whom it is', async () => {
    const { meeting_id, host } = await start()
    expect(await permissionsIn(meeting_id)).toEqual(everything)
    const permissions = { ...everything, microphone: false, chat: false }
    expect((await host.change({ permissions: { microphone: false, chat: false } })).body).toMatchObject({ permissions })
    const jonas = await join(meeting_id, 'Jonas')
    expect(jonas.permissions).toEqual(permissions)
    const sources = ['camera', 'screen_share', 'screen_share_audio']
    const { video } = decodeJwt(jonas.token)
    expect(video).toMatchObject({ canPublish: true, canSubscribe: true, canPublishData: false, canPublishSources: sources })
    const ada = (await host.join({ display_name: 'Ada' })).body
    expect(ada.permissions).toEqual(everything)
    expect(decodeJwt(ada.token).video).toMatchObject({ canPublish: true, canPublishData: true })
  })

  test('grants no source by an empty list, which would mean all of them', async () => {
    const { meeting_id, host } = await start()
    await host.change({ permissions: nothing })
    const { token } = await join(meeting_id, 'Jonas')
    expect(decodeJwt(token).video).toMatchObject({ canPublish: false, canPublishData: false, canSubscribe: true })
    await using _jonas = await people(meeting_id, { name: 'Jonas', video: false, token })
    await expect(people(meeting_id, { name: 'Jonas', token })).rejects.toThrow('the bots ended')
  })
})

describe('what hosts decide', () => {
  test('about all stays where another change does not name it, and everybody hears of it', async () => {
    const { meeting_id, host } = await start()
    await using reader = await followMeeting(world.stack.baseUrl, meeting_id)
    expect((await reader.next('meeting')).data).toMatchObject({ permissions: everything })
    await host.change({ permissions: { microphone: false } })
    await host.change({ permissions: { camera: false }, name: 'Retro' })
    const { data } = await reader.next('meeting', (event) => event.data.name === 'Retro')
    expect(data.permissions).toEqual({ ...everything, microphone: false, camera: false })
    await host.change({ permissions: { microphone: true } })
    expect(await permissionsIn(meeting_id)).toEqual({ ...everything, camera: false })
  })

  test('at the same moment on two replicas undoes nothing', async () => {
    const { meeting_id, host } = await start()
    const names = Object.keys(everything)
    const answers = await Promise.all(names.map((name) => host.change({ permissions: { [name]: false } })))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(await permissionsIn(meeting_id)).toEqual(nothing)
  })

  test('about one counts for more than what holds for the others, stays through a reload, and is taken back by null', async () => {
    const { meeting_id, host } = await start()
    await host.change({ permissions: { microphone: false } })
    const { participant_id, participant_token } = await join(meeting_id, 'Mira')
    const decided = await host.permit(participant_id, { microphone: true, camera: false })
    expect(decided).toMatchObject({ status: 200, body: { permissions: { ...everything, camera: false } } })
    const again = await join(meeting_id, 'Mira', { participant_token })
    expect(again).toMatchObject({ participant_id, permissions: { ...everything, camera: false } })
    expect((await host.permit(participant_id, { microphone: null })).body.permissions).toEqual({
      ...{ ...everything, microphone: false, camera: false },
    })
    expect((await join(meeting_id, 'Jonas')).permissions).toEqual({ ...everything, microphone: false })
  })

  test('about all survives that Redis loses the meeting and its room brings it back', async () => {
    const { meeting_id, host } = await start()
    const permissions = { ...everything, screen_share: false, chat: false }
    await host.change({ permissions })
    const { meeting, participants, seats, due } = keysOf(meeting_id)
    await redis.del(meeting, participants, seats)
    await redis.zrem(due, meeting_id)
    expect(await permissionsIn(meeting_id)).toEqual(permissions)
    expect((await join(meeting_id, 'Jonas')).permissions).toEqual(permissions)
  })

  test.each([[{}], [{ microphone: 'no' }], [{ speaker: true }]])('%j about one is refused', async (body) => {
    const { meeting_id, host } = await start()
    const { participant_id } = await join(meeting_id, 'Mira')
    expect(await host.permit(participant_id, body)).toMatchObject({ status: 400, body: { code: 'invalid' } })
  })

  test('about somebody who was never there is not found', async () => {
    const { host } = await start()
    expect(await host.permit(stranger, { chat: false })).toMatchObject({ status: 404, body: { code: 'participant_not_found' } })
  })
})

describe('LiveKit', () => {
  test('stops what is taken away, refuses it from then on, and takes it from the one who has it back', async () => {
    const { meeting_id, host } = await start()
    const ada = (await host.join({ display_name: 'Ada' })).body
    const [mira, jonas] = [await join(meeting_id, 'Mira'), await join(meeting_id, 'Jonas')]
    const bots = [ada, mira, jonas].map(({ token }, at) => ({ name: `Bot ${at}`, tone: 440, token }))
    await using _bots = await people(meeting_id, ...bots)
    const sending = async () =>
      Promise.all([ada, mira, jonas].map(async ({ participant_id }) => (await sent(meeting_id, participant_id)).join(' ')))
    await until(async () => (await sending()).every((tracks) => tracks === 'CAMERA MICROPHONE'), { what: 'all to send' })
    await until(async () => (await host.participants()).body.participants.length === 3, { what: 'three participants' })

    await host.change({ permissions: { microphone: false } })
    await until(async () => (await sending()).join() === 'CAMERA MICROPHONE,CAMERA,CAMERA', { what: 'two microphones to be gone' })
    const lea = await join(meeting_id, 'Lea')
    await expect(people(meeting_id, { name: 'Lea', video: false, tone: 440, token: lea.token })).rejects.toThrow('the bots ended')

    const { participant_id, participant_token } = lea
    await host.permit(participant_id, { microphone: true })
    const { token } = await join(meeting_id, 'Lea', { participant_token })
    await using _lea = await people(meeting_id, { name: 'Lea', video: false, tone: 440, token })
    await until(async () => (await sent(meeting_id, participant_id)).includes('MICROPHONE'), { what: 'her microphone' })
    await granted(meeting_id, participant_id, all)
    for (const one of [mira, jonas]) await granted(meeting_id, one.participant_id, allBut('MICROPHONE'))
    await granted(meeting_id, ada.participant_id, all)
  })

  test('lets a co-host send everything, and whoever is one no more what the others may', async () => {
    const { meeting_id, host } = await start()
    await host.change({ permissions: { microphone: false, camera: false } })
    const { token, participant_id } = await join(meeting_id, 'Mira')
    await using _mira = await people(meeting_id, { name: 'Mira', video: false, token })
    await granted(meeting_id, participant_id, allBut('MICROPHONE', 'CAMERA'))
    await host.promote(participant_id)
    await granted(meeting_id, participant_id, all)
    // Of a co-host it does not hold until they are none.
    expect((await host.permit(participant_id, { camera: true })).body.permissions).toEqual(everything)
    await host.demote(participant_id)
    await granted(meeting_id, participant_id, allBut('MICROPHONE'))
  })

  test('is told as soon as somebody connects with an older token', async () => {
    const { meeting_id, host } = await start()
    const { token, participant_id } = await join(meeting_id, 'Mira')
    await host.change({ permissions: { screen_share: false, camera: false, microphone: false } })
    await using _mira = await people(meeting_id, { name: 'Mira', video: false, token })
    await granted(meeting_id, participant_id, [])
  })

  test('is told by the comparison where its report of that is lost', async () => {
    const { meeting_id, host } = await start()
    const { token, participant_id } = await join(meeting_id, 'Mira')
    await host.change({ permissions: { microphone: false } })
    const [webhook] = world.stack.replicas('webhook')
    await webhook?.stop()
    await using _mira = await people(meeting_id, { name: 'Mira', video: false, token })
    await granted(meeting_id, participant_id, allBut('MICROPHONE'), 90_000)
    webhook?.start()
    await world.stack.healthy()
  })

  test('passes nothing on of what somebody writes while they may not', async () => {
    const { meeting_id, host } = await start()
    const [mira, jonas] = [await join(meeting_id, 'Mira'), await join(meeting_id, 'Jonas')]
    await using bots = await people(
      meeting_id,
      { name: 'Mira', video: false, token: mira.token, counts: true },
      { name: 'Jonas', video: false, token: jonas.token },
    )
    const written = () => bots.reports.flatMap((report) => (report.type === 'wrote' ? [report.number] : [])).at(-1) ?? 0
    const read = () => bots.reports.flatMap((report) => (report.type === 'received' ? [Number(report.text)] : []))
    const mayWrite = async () => (await personIn(meeting_id, mira.participant_id))?.permission?.canPublishData
    await until(() => read().length > 0, { what: 'a first number' })
    await until(async () => (await host.participants()).body.participants.length === 2, { what: 'both to be counted' })
    await host.change({ permissions: { chat: false } })
    await until(async () => (await mayWrite()) === false, { what: 'writing to be refused' })
    // What is reported may be a little late.
    const from = written() + 5
    await until(() => written() > from + 3, { what: 'more to be written' })
    const to = written()
    await host.change({ permissions: { chat: true } })
    await until(() => (read().at(-1) ?? 0) > to, { what: 'a later number' })
    expect(read().filter((number) => number >= from && number <= from + 3)).toEqual([])
  })
})

describe('asking somebody to unmute', () => {
  test('reaches the one, with what is asked for, from nobody but the server', async () => {
    const { meeting_id, host } = await start()
    const [mira, jonas] = [await join(meeting_id, 'Mira'), await join(meeting_id, 'Jonas')]
    await using bots = await people(
      meeting_id,
      ...[
        { ...mira, name: 'Mira' },
        { ...jonas, name: 'Jonas' },
      ].map(({ name, token }) => ({ name, token, video: false })),
    )
    const asked = () => bots.reports.flatMap((report) => (report.type === 'received' ? [report] : []))
    // LiveKit lists people a moment before it can reach them.
    await until(async () => (await host.ask(mira.participant_id, { source: 'camera' })).status === 200, { what: 'Mira to be asked' })
    await until(() => asked().length > 0, { what: 'the question' })
    await until(async () => (await host.ask(jonas.participant_id, { source: 'microphone' })).status === 200, { what: 'Jonas to be asked' })
    await until(() => asked().length > 1, { what: 'the other question' })
    const question = { type: 'received', topic: 'runde.ask' }
    expect(asked()).toEqual([
      { ...question, name: 'Mira', text: '{"source":"camera"}' },
      { ...question, name: 'Jonas', text: '{"source":"microphone"}' },
    ])
  })

  test('whoever is not connected, or was never there, is not found', async () => {
    const { meeting_id, host } = await start()
    const { participant_id } = await join(meeting_id, 'Mira')
    const notFound = { status: 404, body: { code: 'participant_not_found' } }
    for (const id of [participant_id, stranger]) expect(await host.ask(id, { source: 'microphone' })).toMatchObject(notFound)
    expect(await host.ask(participant_id, { source: 'screen_share' })).toMatchObject({ status: 400, body: { code: 'invalid' } })
  })
})

test('what hosts decide and ask stands in the audit; co-hosts may, and whoever has no role may not', async () => {
  const { meeting_id, host } = await start()
  const [ben, mira] = [await join(meeting_id, 'Ben'), await join(meeting_id, 'Mira')]
  await host.promote(ben.participant_id)
  const byBen = world.client.asHost(meeting_id, ben.participant_token)
  await byBen.change({ permissions: { chat: false } })
  await byBen.permit(mira.participant_id, { chat: true, camera: null })
  await byBen.ask(mira.participant_id, { source: 'microphone' })
  const byMira = world.client.asHost(meeting_id, mira.participant_token)
  expect((await byMira.permit(mira.participant_id, { camera: true })).body.code).toBe('not_host')
  expect((await byMira.ask(ben.participant_id, { source: 'camera' })).body.code).toBe('not_host')
  const { entries } = (await host.audit()).body
  const told = entries.map(({ by, what, whom, details }) => ({ by: by.display_name, what, whom: whom?.display_name, details }))
  expect(told.slice(1)).toEqual([
    { by: 'Ben', what: 'change', whom: undefined, details: { permissions: { chat: false } } },
    { by: 'Ben', what: 'permit', whom: 'Mira', details: { permissions: { chat: true, camera: null } } },
    { by: 'Ben', what: 'ask', whom: 'Mira', details: { source: 'microphone' } },
  ])
})
