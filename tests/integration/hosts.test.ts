import { keysOf } from '@runde/room-service/redis/keys'
import { Redis } from 'ioredis'
import { decodeJwt } from 'jose'
import { RoomServiceClient, type TrackInfo, TrackSource } from 'livekit-server-sdk'
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

const start = async (body: unknown = {}) => {
  const meeting = await newMeeting(world.client, body)
  return { ...meeting, host: world.client.asHost(meeting.meeting_id, meeting.host_key) }
}
const people = (meetingId: string, ...bots: Parameters<typeof startBots>[0]['people']) =>
  startBots({ baseUrl: world.stack.baseUrl, livekitUrl: world.servers.livekitUrl, meetingId, people: bots })
const inside = async (meetingId: string) => (await livekit.listParticipants(meetingId)).map(({ identity }) => identity)
const tracksOf = async (meetingId: string): Promise<TrackInfo[]> =>
  (await livekit.listParticipants(meetingId)).flatMap(({ tracks }) => tracks)
const cookieOf = (answer: { headers: Headers }) => answer.headers.getSetCookie().find((one) => one.startsWith('runde_browser='))
const joinInBrowser = (meetingId: string, cookie: string, body: object = {}) =>
  world.client.send(`/api/v1/meetings/${meetingId}/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: cookie.split(';')[0] ?? '' },
    body: JSON.stringify({ display_name: 'Mira', ...body }),
  })

describe('the host key', () => {
  test('comes with the meeting, in the fragment of the link for hosts, and in no other answer', async () => {
    const { meeting_id, meeting_url, host_key, host_url } = await start()
    expect(host_key).toMatch(/^host_[A-Za-z0-9_-]{32}$/)
    expect(host_url).toBe(`${meeting_url}#host=${host_key}`)
    const others = [await world.client.info(meeting_id), await world.client.join(meeting_id, { display_name: 'Mira' })]
    expect(JSON.stringify(others.map(({ body }) => body))).not.toContain(host_key)
  })

  test('makes its bearer a host, who stays one without it', async () => {
    const { meeting_id, host } = await start()
    const { body: joined } = await host.join({ display_name: 'Mira' })
    expect(joined.role).toBe('host')
    expect(decodeJwt(joined.token)).toMatchObject({ attributes: { role: 'host' }, video: { room: meeting_id } })
    expect(decodeJwt(joined.token).video).not.toHaveProperty('roomAdmin')
    const again = await world.client.join(meeting_id, { display_name: 'Mira', participant_token: joined.participant_token })
    expect(again.body).toMatchObject({ role: 'host', participant_id: joined.participant_id })
    expect((await world.client.join(meeting_id, { display_name: 'Jonas' })).body.role).toBe('participant')
  })

  test('stands in no log', async () => {
    const { host_key, host } = await start()
    await host.join({ display_name: 'Mira' })
    await host.change({ name: 'Wochenplanung' })
    await host.end()
    const logs = (['gateway', 'room-service', 'token-service', 'webhook'] as const).flatMap((service) => world.stack.logs(service))
    expect(logs.length).toBeGreaterThan(0)
    expect(JSON.stringify(logs)).not.toContain(host_key.slice('host_'.length))
  })
})

describe('further host keys', () => {
  test('make hosts, and no more once they are taken back; whoever is one stays one', async () => {
    const { meeting_id, meeting_url, host } = await start()
    const { status, body } = await host.grantHostKey()
    expect(status).toBe(200)
    expect(body).toEqual({
      key_id: expect.stringMatching(/^[\w-]{12}$/),
      host_key: expect.any(String),
      host_url: `${meeting_url}#host=${body.host_key}`,
    })
    const other = world.client.asHost(meeting_id, body.host_key)
    const { participant_token } = (await other.join({ display_name: 'Jonas' })).body
    const { host_keys } = (await host.hostKeys()).body
    expect(host_keys).toHaveLength(2)
    expect(host_keys[1]?.key_id).toBe(body.key_id)
    expect((await host.revokeHostKey(body.key_id)).status).toBe(200)
    expect((await other.change({ name: 'Retro' })).body.code).toBe('not_host')
    expect((await other.join({ display_name: 'Eve' })).body.code).toBe('not_host')
    expect((await world.client.asHost(meeting_id, participant_token).change({ name: 'Retro' })).status).toBe(200)
    expect((await host.revokeHostKey(body.key_id)).body.code).toBe('host_key_not_found')
    const { entries } = (await host.audit()).body
    expect(entries.slice(0, 2).map(({ what, details }) => ({ what, details }))).toEqual([
      { what: 'grant_host_key', details: {} },
      { what: 'revoke_host_key', details: { key_id: body.key_id } },
    ])
    expect(JSON.stringify(entries)).not.toContain(body.host_key)
  })

  test('are ten at most, and one at least', async () => {
    const { host } = await start()
    const granted = await Promise.all(Array.from({ length: 12 }, () => host.grantHostKey()))
    expect(granted.filter(({ status }) => status === 200)).toHaveLength(9)
    expect(granted.filter(({ body }) => body.code === 'too_many_host_keys')).toHaveLength(3)
    const { host_keys } = (await host.hostKeys()).body
    expect(host_keys).toHaveLength(10)
    const [own, ...others] = host_keys
    for (const { key_id } of others) expect((await host.revokeHostKey(key_id)).status).toBe(200)
    expect((await host.revokeHostKey(own?.key_id ?? '')).body.code).toBe('last_host_key')
    expect((await host.hostKeys()).body.host_keys).toEqual([own])
  })

  test('come back with a meeting that Redis lost, and those that were taken back do not', async () => {
    const { meeting_id, host } = await start()
    const [kept, gone] = [(await host.grantHostKey()).body, (await host.grantHostKey()).body]
    await host.revokeHostKey(gone.key_id)
    const { meeting, participants, seats, due } = keysOf(meeting_id)
    await redis.del(meeting, participants, seats)
    await redis.zrem(due, meeting_id)
    expect((await world.client.asHost(meeting_id, kept.host_key).change({ name: 'Retro' })).status).toBe(200)
    expect((await world.client.asHost(meeting_id, gone.host_key).change({ name: 'Retro' })).body.code).toBe('not_host')
  })
})

describe('changing a meeting', () => {
  test('renames, locks and moves the end in one go; everybody is told', async () => {
    const { meeting_id, host } = await start({ name: 'Standup' })
    await using reader = await followMeeting(world.stack.baseUrl, meeting_id)
    await reader.next('meeting')
    const { status, body } = await host.change({ name: '  Retro ', locked: true, expires_in: 600 })
    expect(status).toBe(200)
    expect(body).toMatchObject({ meeting_id, name: 'Retro', locked: true })
    expect(Date.parse(body.expires_at)).toBeLessThanOrEqual(Date.now() + 601_000)
    const told = await reader.next('meeting', ({ data }) => data.locked === true && data.expires_at === body.expires_at)
    expect(told.data).toMatchObject({ name: 'Retro' })
    expect((await world.client.info(meeting_id)).body).toMatchObject({ name: 'Retro', locked: true, expires_at: body.expires_at })
  })

  test.each([
    [{}, 'body'],
    [{ name: '' }, 'name'],
    [{ name: 'a\u202eb' }, 'name'],
    [{ locked: 'yes' }, 'locked'],
    [{ expires_in: 59 }, 'expires_in'],
    [{ passcode: '123' }, 'passcode'],
    [{ lobby: 1 }, 'lobby'],
    [{ permissions: {} }, 'permissions'],
    [{ permissions: { microphone: null } }, 'permissions.microphone'],
    [{ permissions: { speaker: true } }, 'permissions.speaker'],
    // It is decided when the meeting is created: the links that people have would be worth nothing.
    [{ encrypted: true }, 'encrypted'],
  ])('%j is refused, and nothing is changed', async (settings, field) => {
    const { meeting_id, host } = await start({ name: 'Standup' })
    const { status, body } = await host.change({ ...settings })
    expect({ status, fields: (body.errors ?? []).map((one) => one.field) }).toEqual({ status: 400, fields: [field] })
    expect((await world.client.info(meeting_id)).body).toMatchObject({ name: 'Standup', locked: false })
  })
})

describe('a locked meeting', () => {
  test('lets in hosts and whoever was in it before, and nobody else until it is unlocked', async () => {
    const { meeting_id, host } = await start()
    const { participant_token } = (await world.client.join(meeting_id, { display_name: 'Jonas' })).body
    await host.change({ locked: true })
    expect((await world.client.join(meeting_id, { display_name: 'Mira' })).body.code).toBe('meeting_locked')
    expect((await world.client.join(meeting_id, { display_name: 'Jonas', participant_token })).status).toBe(200)
    expect((await host.join({ display_name: 'Ada' })).body.role).toBe('host')
    await host.change({ locked: false })
    expect((await world.client.join(meeting_id, { display_name: 'Mira' })).status).toBe(200)
  })

  test('stays locked when Redis loses it and its room brings it back, and its host stays host', async () => {
    const { meeting_id, host } = await start()
    await host.change({ locked: true })
    const { meeting, participants, seats, due } = keysOf(meeting_id)
    await redis.del(meeting, participants, seats)
    await redis.zrem(due, meeting_id)
    expect((await world.client.info(meeting_id)).body.locked).toBe(true)
    expect((await host.change({ locked: false })).status).toBe(200)
  })
})

describe('muting', () => {
  test('mutes one source of one person; those who send nothing are no error', async () => {
    const { meeting_id, host } = await start()
    await using _bots = await people(meeting_id, { name: 'Mira', tone: 440 })
    await until(async () => (await tracksOf(meeting_id)).length === 2, { what: 'camera and microphone' })
    const [mira = ''] = await inside(meeting_id)
    expect((await host.mute(mira, { source: 'microphone' })).body).toEqual({ muted: 1 })
    await until(async () => (await tracksOf(meeting_id)).some(({ source, muted }) => source === TrackSource.MICROPHONE && muted), {
      what: 'the microphone to be muted',
    })
    expect((await tracksOf(meeting_id)).find(({ source }) => source === TrackSource.CAMERA)?.muted).toBe(false)
    expect((await host.mute(mira, { source: 'microphone' })).body).toEqual({ muted: 0 })
    expect((await host.mute(mira, { source: 'screen_share' })).body).toEqual({ muted: 0 })
  })

  test('mutes all but the hosts', async () => {
    const { meeting_id, host } = await start()
    const { token } = (await host.join({ display_name: 'Ada' })).body
    await using _bots = await people(
      meeting_id,
      ...[{ name: 'Mira' }, { name: 'Jonas' }, { name: 'Ada', token }].map((bot) => ({ ...bot, tone: 440, video: false })),
    )
    await until(async () => (await tracksOf(meeting_id)).length === 3, { what: 'three microphones' })
    await until(async () => (await host.participants()).body.participants.length === 3, { what: 'three participants' })
    expect((await host.muteAll({ source: 'microphone' })).body).toEqual({ muted: 2 })
    const muted = (await livekit.listParticipants(meeting_id)).filter(({ tracks }) => tracks.some((track) => track.muted))
    expect(muted.map(({ name }) => name).sort()).toEqual(['Jonas', 'Mira'])
  })

  test.each([
    ['an unknown source', 'guest-4vtr8k2m9xwq7hjd', { source: 'speaker' }, 400, 'invalid'],
    ['somebody unknown', 'guest-4vtr8k2m9xwq7hjd', { source: 'microphone' }, 404, 'participant_not_found'],
  ])('%s is refused', async (_, participantId, body, status, code) => {
    const { host } = await start()
    expect(await host.mute(participantId, body)).toMatchObject({ status, body: { code } })
  })
})

describe('roles', () => {
  test('a co-host does what hosts do from the moment they are made one until it is taken back; the others see it', async () => {
    const { meeting_id, host } = await start()
    const { token, participant_id, participant_token } = (await world.client.join(meeting_id, { display_name: 'Mira' })).body
    await using _bots = await people(meeting_id, { name: 'Mira', video: false, token })
    const shown = async () => (await livekit.listParticipants(meeting_id)).map(({ attributes }) => attributes.role)
    await until(async () => (await shown()).length === 1, { what: 'Mira to be inside' })
    const mira = world.client.asHost(meeting_id, participant_token)
    expect((await mira.change({ locked: true })).body.code).toBe('not_host')

    expect((await host.promote(participant_id)).body).toEqual({ role: 'co_host' })
    expect((await mira.change({ locked: true })).status).toBe(200)
    await until(async () => (await shown())[0] === 'co_host', { what: 'the role to be shown' })
    const again = await world.client.join(meeting_id, { display_name: 'Mira', participant_token })
    expect(again.body).toMatchObject({ participant_id, role: 'co_host' })
    expect((await mira.promote(participant_id)).body.code).toBe('not_host')

    expect((await host.demote(participant_id)).body).toEqual({ role: 'participant' })
    expect((await mira.change({ locked: false })).body.code).toBe('not_host')
    await until(async () => (await shown())[0] === 'participant', { what: 'the role to be gone' })
  })

  test('a co-host removes no host, and whoever was removed has no role left', async () => {
    const { meeting_id, host } = await start()
    const ada = (await host.join({ display_name: 'Ada' })).body
    const mira = (await world.client.join(meeting_id, { display_name: 'Mira' })).body
    await host.promote(mira.participant_id)
    const coHost = world.client.asHost(meeting_id, mira.participant_token)
    expect((await coHost.remove(ada.participant_id)).body.code).toBe('not_host')
    expect((await host.audit()).body.entries.map(({ what }) => what)).toEqual(['role'])
    await host.remove(mira.participant_id)
    expect((await coHost.participants()).body.code).toBe('not_host')
    expect((await host.promote('guest-4vtr8k2m9xwq7hjd')).body.code).toBe('participant_not_found')
  })
})

test('what hosts order stands in the audit, with who, what, whom and when, and nothing secret', async () => {
  const { meeting_id, host_key, host } = await start()
  const ada = (await host.join({ display_name: 'Ada' })).body
  const jonas = (await world.client.join(meeting_id, { display_name: 'Jonas' })).body
  const byAda = world.client.asHost(meeting_id, ada.participant_token)
  await byAda.change({ locked: true, name: 'Retro' })
  await byAda.mute(jonas.participant_id, { source: 'camera' })
  await host.remove(jonas.participant_id)
  await world.client.asHost(meeting_id, jonas.participant_token).change({ locked: false })
  const { entries } = (await host.audit()).body
  const who = { participant_id: ada.participant_id, display_name: 'Ada', role: 'host' }
  const whom = { participant_id: jonas.participant_id, display_name: 'Jonas' }
  expect(entries).toEqual([
    { at: expect.any(String), by: who, what: 'change', details: { locked: true, name: 'Retro' } },
    { at: expect.any(String), by: who, what: 'mute', whom, details: { source: 'camera' } },
    { at: expect.any(String), by: { role: 'host' }, what: 'remove', whom, details: { ban: true } },
  ])
  for (const { at } of entries) expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(60_000)
  for (const secret of [host_key, ada.participant_token]) expect(JSON.stringify(entries)).not.toContain(secret)
})

describe('removing somebody', () => {
  test('puts them out; they come back neither with their session, nor with their token, nor in the same browser', async () => {
    const { meeting_id, host } = await start()
    const joined = await world.client.join(meeting_id, { display_name: 'Mira' })
    const { token, participant_id, participant_token } = joined.body
    const cookie = cookieOf(joined) ?? ''
    await using _bots = await people(meeting_id, { name: 'Mira', video: false, token })
    await until(async () => (await inside(meeting_id)).length === 1, { what: 'Mira to be inside' })
    await using events = await followMeeting(world.stack.baseUrl, meeting_id, { participantToken: participant_token })
    await events.next('meeting')

    expect((await host.remove(participant_id)).status).toBe(200)
    await until(async () => (await inside(meeting_id)).length === 0, { what: 'Mira to be out' })
    await until(() => events.ended(), { what: 'her events to end' })
    await using refused = await followMeeting(world.stack.baseUrl, meeting_id, { participantToken: participant_token })
    expect(refused).toMatchObject({ status: 403, problem: { code: 'banned' } })
    const attempts = [
      await world.client.join(meeting_id, { display_name: 'Mira', participant_token }),
      await joinInBrowser(meeting_id, cookie),
      await joinInBrowser(meeting_id, cookie, { display_name: 'Somebody else' }),
    ]
    for (const attempt of attempts) expect(attempt).toMatchObject({ status: 403, body: { code: 'banned' } })

    // LiveKit itself takes her token for minutes.
    await using _again = await people(meeting_id, { name: 'Mira', video: false, token })
    await world.stack.logged('room-service', (line) => line.message.includes('was banned came again'), 'that she came again')
    await until(async () => (await inside(meeting_id)).length === 0, { what: 'Mira to be out again' })
    expect((await host.participants()).body).toEqual({ waiting: [], participants: [], banned: [{ participant_id, display_name: 'Mira' }] })
  })

  test('a ban is taken back, and they are themselves again', async () => {
    const { meeting_id, host } = await start()
    const { participant_id, participant_token } = (await world.client.join(meeting_id, { display_name: 'Mira' })).body
    await host.remove(participant_id)
    expect((await host.unban(participant_id)).status).toBe(200)
    const again = await world.client.join(meeting_id, { display_name: 'Mira', participant_token })
    expect(again).toMatchObject({ status: 200, body: { participant_id } })
    expect((await host.participants()).body.banned).toEqual([])
    // Taking it back twice is taking it back once.
    expect((await host.unban(participant_id)).status).toBe(200)
  })

  test('without a ban they may come back at once', async () => {
    const { meeting_id, host } = await start()
    const { participant_id, participant_token } = (await world.client.join(meeting_id, { display_name: 'Mira' })).body
    expect((await host.remove(participant_id, { ban: false })).status).toBe(200)
    expect((await world.client.join(meeting_id, { display_name: 'Mira', participant_token })).body.participant_id).toBe(participant_id)
  })

  test('who was banned comes back with the host key, and only with it', async () => {
    const { meeting_id, host } = await start()
    const { participant_id, participant_token } = (await host.join({ display_name: 'Ada' })).body
    await host.remove(participant_id)
    expect((await world.client.join(meeting_id, { display_name: 'Ada', participant_token })).body.code).toBe('banned')
    expect((await host.join({ display_name: 'Ada', participant_token })).body.role).toBe('host')
  })

  test('the cookie opens nothing, and one that we did not sign is none', async () => {
    const { meeting_id, host } = await start()
    const joined = await world.client.join(meeting_id, { display_name: 'Mira' })
    const cookie = cookieOf(joined) ?? ''
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Strict/)
    await host.remove(joined.body.participant_id)
    const forged = `${cookie.split(';')[0]?.slice(0, -4)}AAAA`
    const answer = await world.client.send(`/api/v1/meetings/${meeting_id}/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: forged },
      body: JSON.stringify({ display_name: 'Mira' }),
    })
    expect(answer.status).toBe(200)
    expect(answer.headers.getSetCookie().join()).toContain('runde_browser=')
  })

  test('somebody who was never there is not found', async () => {
    const { host } = await start()
    expect(await host.remove('guest-4vtr8k2m9xwq7hjd')).toMatchObject({ status: 404, body: { code: 'participant_not_found' } })
    expect(await host.unban('guest-4vtr8k2m9xwq7hjd')).toMatchObject({ status: 404, body: { code: 'participant_not_found' } })
  })
})
