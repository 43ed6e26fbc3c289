import { keysOf } from '@runde/room-service/redis/keys'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBots } from '../support/bots.ts'
import { followMeeting } from '../support/event-source.ts'
import { joinPatiently, newMeeting } from './api.ts'
import { suite } from './suite.ts'

const world = suite(() => ({ replicas: { gateway: 2, 'room-service': 2 } }))
let redis: Redis

beforeAll(() => {
  redis = new Redis(world.servers.redisUrl)
})
afterAll(() => redis.disconnect())

const start = async (body: object = { lobby: true }) => {
  const meeting = await newMeeting(world.client, body)
  return { ...meeting, host: world.client.asHost(meeting.meeting_id, meeting.host_key) }
}
/** Asks to be let in, and has to wait. */
const knock = async (meetingId: string, name: string, more: object = {}) => {
  const { status, body } = await world.client.knock(meetingId, { display_name: name, ...more })
  expect({ status, code: body.code }).toEqual({ status: 202, code: undefined })
  return body
}
const join = (meetingId: string, name: string, more: object = {}) => world.client.join(meetingId, { display_name: name, ...more })
const codeOf = async (joining: ReturnType<typeof join>) => (await joining).body.code

describe('the lobby', () => {
  test('keeps whoever is new waiting, without a token, until a host lets them in', async () => {
    const { meeting_id, host } = await start()
    expect((await world.client.info(meeting_id)).body).toMatchObject({ lobby: true, passcode_required: false })
    const mira = await knock(meeting_id, 'Mira')
    expect(Object.keys(mira).sort()).toEqual(['host_present', 'participant_id', 'participant_token', 'retry_after', 'waiting_since'])
    const { participant_token } = mira
    await knock(meeting_id, 'Mira', { participant_token })
    expect((await host.participants()).body.waiting).toEqual([
      { participant_id: mira.participant_id, display_name: 'Mira', waiting_since: mira.waiting_since },
    ])
    for (let time = 0; time < 2; time += 1) expect((await host.admit(mira.participant_id)).body).toEqual({ admitted: 1 })
    expect((await host.deny(mira.participant_id)).body.code).toBe('participant_not_found')
    expect((await host.participants()).body.waiting).toEqual([])
    const { status, body } = await join(meeting_id, 'Mira', { participant_token })
    expect({ status, participant_id: body.participant_id }).toEqual({ status: 200, participant_id: mira.participant_id })
    expect(body.token).toBeTypeOf('string')
  })

  test('has the same place for the same person, however often they ask and on whichever replica', async () => {
    const { meeting_id, host } = await start()
    const first = await knock(meeting_id, 'Mira')
    const rest = await Promise.all([1, 2, 3, 4].map(() => knock(meeting_id, 'Mira', { participant_token: first.participant_token })))
    for (const again of rest) expect(again).toMatchObject({ participant_id: first.participant_id, waiting_since: first.waiting_since })
    await knock(meeting_id, 'Jonas')
    expect((await host.participants()).body.waiting.map(({ display_name }) => display_name)).toEqual(['Mira', 'Jonas'])
  })

  test('is passed by hosts, by co-hosts and by whoever was in before', async () => {
    const { meeting_id, host } = await start({})
    const jonas = (await join(meeting_id, 'Jonas')).body
    await host.change({ lobby: true })
    expect((await host.join({ display_name: 'Ada' })).body.role).toBe('host')
    expect((await join(meeting_id, 'Jonas', { participant_token: jonas.participant_token })).status).toBe(200)
    await knock(meeting_id, 'Mira')
  })

  test('lets everybody in at once when a host says so, or when it is turned off', async () => {
    const { meeting_id, host } = await start()
    const [mira, jonas] = [await knock(meeting_id, 'Mira'), await knock(meeting_id, 'Jonas')]
    expect((await host.admitAll()).body).toEqual({ admitted: 2 })
    for (const { participant_token } of [mira, jonas]) expect((await join(meeting_id, 'M', { participant_token })).status).toBe(200)
    const eve = await knock(meeting_id, 'Eve')
    await host.change({ lobby: false })
    expect((await join(meeting_id, 'Eve', { participant_token: eve.participant_token })).status).toBe(200)
    expect((await host.participants()).body.waiting).toEqual([])
    expect((await host.admitAll()).body).toEqual({ admitted: 0 })
  })

  test('that goes leaves nobody in whom a lock or a passcode in its place keeps out', async () => {
    const { meeting_id, host } = await start()
    const { participant_token } = await knock(meeting_id, 'Mira')
    await host.change({ lobby: false, locked: true })
    expect(await codeOf(join(meeting_id, 'Mira', { participant_token }))).toBe('meeting_locked')
    await host.change({ locked: false, passcode: 'geheim' })
    expect(await codeOf(join(meeting_id, 'Mira', { participant_token }))).toBe('passcode_required')
    const { status, body } = await join(meeting_id, 'Mira', { participant_token, passcode: 'geheim' })
    expect({ status, token: body.participant_token }).toEqual({ status: 200, token: participant_token })
  })

  test('says whether somebody is there who could let them in', async () => {
    const { meeting_id, host } = await start()
    const mira = await knock(meeting_id, 'Mira')
    expect(mira.host_present).toBe(false)
    const ada = (await host.join({ display_name: 'Ada' })).body
    const people = [{ name: 'Ada', video: false, token: ada.token }]
    const { livekitUrl } = world.servers
    await using reader = await followMeeting(world.stack.baseUrl, meeting_id)
    await using _ada = await startBots({ baseUrl: world.stack.baseUrl, livekitUrl, meetingId: meeting_id, people })
    await reader.next('participants', ({ data }) => data.num_participants === 1)
    expect((await knock(meeting_id, 'Mira', { participant_token: mira.participant_token })).host_present).toBe(true)
  })

  test('tells whoever was not let in why, and does not let them in with the same session', async () => {
    const { meeting_id, host } = await start()
    const { participant_id, participant_token } = await knock(meeting_id, 'Mira')
    await using reader = await followMeeting(world.stack.baseUrl, meeting_id, { participantToken: participant_token })
    expect((await reader.next('admission')).data).toEqual({ decision: 'waiting' })
    expect((await host.deny(participant_id, { reason: 'Nur für das Team' })).status).toBe(200)
    const told = await reader.next('admission', ({ data }) => data.decision === 'denied')
    expect(told.data).toEqual({ decision: 'denied', reason: 'Nur für das Team' })
    expect(await codeOf(join(meeting_id, 'Mira', { participant_token }))).toBe('admission_denied')
    expect((await host.admit(participant_id)).body.code).toBe('participant_not_found')
    // Whoever hears no answer says it again.
    expect((await host.deny(participant_id)).status).toBe(200)
    const again = await knock(meeting_id, 'Mira')
    expect(again.participant_id).not.toBe(participant_id)
  })

  test('keeps out whoever is banned while they wait', async () => {
    const { meeting_id, host } = await start()
    const { participant_id, participant_token } = await knock(meeting_id, 'Mira')
    expect((await host.remove(participant_id)).status).toBe(200)
    expect((await host.participants()).body).toMatchObject({ waiting: [], banned: [{ participant_id, display_name: 'Mira' }] })
    expect(await codeOf(join(meeting_id, 'Mira', { participant_token }))).toBe('banned')
  })

  test('is left by whoever does not ask any more', async () => {
    const { meeting_id, host } = await start()
    const { participant_id, participant_token } = await knock(meeting_id, 'Mira')
    await redis.zadd(keysOf(meeting_id).lobby, 1, participant_id)
    expect((await host.participants()).body.waiting).toEqual([])
    expect((await host.admit(participant_id)).body.code).toBe('participant_not_found')
    // Their session went with the place: they wait anew.
    expect((await knock(meeting_id, 'Mira', { participant_token })).participant_id).not.toBe(participant_id)
  })

  test('has places for two hundred', async () => {
    const { meeting_id, host } = await start()
    const guests = Array.from({ length: 201 }, (_, n) => ({ display_name: `Guest ${n}` }))
    const answers = await Promise.all(guests.map((guest) => joinPatiently(world.client, meeting_id, guest)))
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(200)
    expect(await codeOf(join(meeting_id, 'Late'))).toBe('lobby_full')
    const [first] = (await host.participants()).body.waiting
    await host.admit(first?.participant_id ?? '')
    await knock(meeting_id, 'Late')
  })

  test('takes no seat; whoever is let in comes when one is free', async () => {
    const { meeting_id, host } = await start({ lobby: true, max_participants: 2 })
    await Promise.all(['Ada', 'Ben'].map((display_name) => host.join({ display_name })))
    const { participant_token } = await knock(meeting_id, 'Mira')
    await host.admitAll()
    expect(await codeOf(join(meeting_id, 'Mira', { participant_token }))).toBe('meeting_full')
  })

  test('stays when Redis loses the meeting and its room brings it back', async () => {
    const { meeting_id, host } = await start({ lobby: true, passcode: 'geheim' })
    const keys = keysOf(meeting_id)
    await redis.del(keys.meeting, keys.participants, keys.seats, keys.lobby)
    await redis.zrem(keys.due, meeting_id)
    expect(await codeOf(join(meeting_id, 'Mira'))).toBe('passcode_required')
    const { participant_id } = await knock(meeting_id, 'Mira', { passcode: 'geheim' })
    expect((await host.admit(participant_id)).status).toBe(200)
  })
})

describe('whoever follows the events', () => {
  test('of the lobby hears the decision and nobody’s name; whoever is in hears how many wait', async () => {
    const { meeting_id, host } = await start()
    const ada = (await host.join({ display_name: 'Ada' })).body
    await using inside = await followMeeting(world.stack.baseUrl, meeting_id, { participantToken: ada.participant_token })
    expect((await inside.next('meeting')).data).toMatchObject({ lobby: true, num_waiting: 0 })
    const mira = await knock(meeting_id, 'Mira')
    await using waiting = await followMeeting(world.stack.baseUrl, meeting_id, { participantToken: mira.participant_token })
    await using stranger = await followMeeting(world.stack.baseUrl, meeting_id)
    await inside.next('lobby', ({ data }) => data.num_waiting === 1)
    const jonas = await knock(meeting_id, 'Jonas')
    await inside.next('lobby', ({ data }) => data.num_waiting === 2)
    await host.deny(jonas.participant_id)
    await host.admit(mira.participant_id)
    await waiting.next('admission', ({ data }) => data.decision === 'admitted')
    await inside.next('lobby', ({ data }) => data.num_waiting === 0)
    await host.change({ name: 'Retro' })
    await stranger.next('meeting', ({ data }) => data.name === 'Retro')
    expect(waiting.events.filter(({ name }) => name === 'lobby')).toEqual([])
    expect(stranger.events.filter(({ name }) => name === 'lobby' || name === 'admission')).toEqual([])
    expect(JSON.stringify([waiting.events.slice(0, 2), stranger.events])).not.toMatch(/Ada|Jonas|Mira/)
  })

  test('and comes back after the decision still hears of it', async () => {
    const { meeting_id, host } = await start()
    const { participant_id, participant_token: participantToken } = await knock(meeting_id, 'Mira')
    let lastEventId: string
    {
      await using reader = await followMeeting(world.stack.baseUrl, meeting_id, { participantToken })
      lastEventId = (await reader.next('admission')).id
    }
    await host.admit(participant_id)
    await using reader = await followMeeting(world.stack.baseUrl, meeting_id, { participantToken, lastEventId })
    expect((await reader.next('admission')).data).toEqual({ decision: 'admitted' })
  })
})

describe('a passcode', () => {
  test('is asked of whoever is new, and of nobody else', async () => {
    const { meeting_id, host } = await start({ passcode: 'Grün 7' })
    expect((await world.client.info(meeting_id)).body).toMatchObject({ lobby: false, passcode_required: true })
    expect(await codeOf(join(meeting_id, 'Mira'))).toBe('passcode_required')
    expect(await codeOf(join(meeting_id, 'Mira', { passcode: '' }))).toBe('passcode_required')
    expect(await codeOf(join(meeting_id, 'Mira', { passcode: 'grün 7' }))).toBe('passcode_wrong')
    const { status, body } = await join(meeting_id, 'Mira', { passcode: 'Gru\u0308n 7' })
    expect(status).toBe(200)
    expect((await join(meeting_id, 'Mira', { participant_token: body.participant_token })).status).toBe(200)
    expect((await host.join({ display_name: 'Ada' })).status).toBe(200)
  })

  test('is changed and taken away while the meeting runs; everybody hears that there is one, and nobody which', async () => {
    const { meeting_id, host } = await start({})
    await using reader = await followMeeting(world.stack.baseUrl, meeting_id)
    expect((await host.change({ passcode: 'geheim' })).body).toMatchObject({ passcode_required: true })
    await reader.next('meeting', ({ data }) => data.passcode_required)
    await host.change({ passcode: 'anders' })
    expect(await codeOf(join(meeting_id, 'Mira', { passcode: 'geheim' }))).toBe('passcode_wrong')
    expect((await join(meeting_id, 'Mira', { passcode: 'anders' })).status).toBe(200)
    await host.change({ passcode: null })
    await reader.next('meeting', ({ data }) => !data.passcode_required && data.name)
    expect((await join(meeting_id, 'Jonas')).status).toBe(200)
    const { entries } = (await host.audit()).body
    expect(entries.map(({ details }) => details)).toEqual([{ passcode: true }, { passcode: true }, { passcode: false }])
    expect(JSON.stringify([entries, reader.events])).not.toMatch(/geheim|anders/)
  })

  test('stands nowhere in Redis, neither of a meeting nor of an idempotency key', async () => {
    const passcode = 'nirgends-zu-lesen'
    await world.client.send('/api/v1/meetings/create', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'of-a-meeting-with-a-passcode' },
      body: JSON.stringify({ passcode }),
    })
    const dumps = await Promise.all((await redis.keys('*')).map((key) => redis.dumpBuffer(key)))
    expect(dumps.length).toBeGreaterThan(1)
    for (const dump of dumps) expect(dump.includes(passcode)).toBe(false)
  })

  test('comes before the lobby, and a lock before both', async () => {
    const { meeting_id, host } = await start({ lobby: true, passcode: 'geheim' })
    expect(await codeOf(join(meeting_id, 'Mira', { passcode: 'falsch' }))).toBe('passcode_wrong')
    const { participant_id, participant_token } = await knock(meeting_id, 'Mira', { passcode: 'geheim' })
    await host.change({ locked: true })
    expect(await codeOf(join(meeting_id, 'Jonas', { passcode: 'geheim' }))).toBe('meeting_locked')
    await knock(meeting_id, 'Mira', { participant_token })
    await host.admit(participant_id)
    expect((await join(meeting_id, 'Mira', { participant_token })).status).toBe(200)
  })

  test.each(['123', 'x'.repeat(65), '    ', 'a\u0000bc', 7])('is refused when it is %j', async (passcode) => {
    const { status, body } = await world.client.create({ passcode })
    expect({ status, fields: (body.errors ?? []).map(({ field }) => field) }).toEqual({ status: 400, fields: ['passcode'] })
  })
})

test('what hosts decide about the lobby stands in the audit', async () => {
  const { meeting_id, host } = await start()
  const [mira, jonas] = [await knock(meeting_id, 'Mira'), await knock(meeting_id, 'Jonas')]
  await host.deny(jonas.participant_id, { reason: 'Nur für das Team' })
  await host.admit(mira.participant_id)
  await host.admitAll()
  const { entries } = (await host.audit()).body
  expect(entries.map(({ what, whom, details }) => ({ what, whom: whom?.display_name, details }))).toEqual([
    { what: 'deny', whom: 'Jonas', details: { reason: 'Nur für das Team' } },
    { what: 'let_in', whom: 'Mira', details: {} },
    { what: 'let_in', whom: undefined, details: {} },
  ])
})
