import { decodeJwt } from 'jose'
import { RoomServiceClient } from 'livekit-server-sdk'
import { beforeAll, describe, expect, test } from 'vitest'
import { startBots } from '../support/bots.ts'
import { until } from '../support/wait.ts'
import { newMeeting } from './api.ts'
import { suite } from './suite.ts'

const world = suite(() => ({ replicas: { gateway: 2, 'room-service': 2, 'token-service': 2 } }))
let livekit: RoomServiceClient
/** Lives for a minute from the start of the suite; its last test waits for the end. */
let brief: { meeting_id: string }

beforeAll(async () => {
  const { livekitUrl, apiKey, apiSecret } = world.servers
  livekit = new RoomServiceClient(livekitUrl, apiKey, apiSecret)
  brief = await newMeeting(world.client, { expires_in: 60 })
})

describe('creating', () => {
  test.each([
    ['without a body', undefined],
    ['with an empty object', {}],
    ['with an empty JSON body', ''],
  ])('%s takes every default', async (_, body) => {
    const { status, body: meeting } = await world.client.create(body)
    expect(status).toBe(200)
    expect(meeting.meeting_id).toMatch(/^[2-9a-z]{3}-[2-9a-z]{4}-[2-9a-z]{3}$/)
    expect(meeting.meeting_url).toBe(`${world.stack.baseUrl}/meeting/${meeting.meeting_id}`)
    expect(Date.parse(meeting.expires_at) - Date.parse(meeting.created_at)).toBe(86_400_000)
    const { body: info } = await world.client.info(meeting.meeting_id)
    expect(info).toMatchObject({ name: `Meeting ${meeting.meeting_id}`, status: 'open', num_participants: 0, max_participants: 50 })
  })

  test('name, lifetime and seats are what was asked for', async () => {
    const { body } = await world.client.create({ name: 'Wochenplanung 📅', expires_in: 3_600, max_participants: 7 })
    expect(Date.parse(body.expires_at) - Date.parse(body.created_at)).toBe(3_600_000)
    expect((await world.client.info(body.meeting_id)).body).toMatchObject({ name: 'Wochenplanung 📅', max_participants: 7 })
  })

  test('the room stands on LiveKit when the answer comes', async () => {
    const { meeting_id } = await newMeeting(world.client, { max_participants: 9 })
    const [room] = await livekit.listRooms([meeting_id])
    expect(room).toMatchObject({ name: meeting_id, maxParticipants: 9, emptyTimeout: 3_600 })
  })

  test('it is logged before and after', async () => {
    const { meeting_id } = await newMeeting(world.client)
    const of = (message: string) => (line: { message: string }) =>
      line.message === message && 'meeting_id' in line && line.meeting_id === meeting_id
    await world.stack.logged('room-service', of('creating LiveKit room'), 'the beginning')
    await world.stack.logged('room-service', of('created LiveKit room'), 'the end')
  })
})

describe('looking', () => {
  test('a meeting exists', async () => {
    const { meeting_id } = await newMeeting(world.client)
    expect(await world.client.exists(meeting_id)).toMatchObject({ status: 200, body: { exists: true, status: 'open' } })
  })

  test.each(['abc-2345-xyz', 'abc', 'ABC-2345-XYZ', '..%2f..%2fetc', 'a'.repeat(1_000)])('%j is nobody’s meeting', async (id) => {
    for (const { status, body } of [
      await world.client.exists(id),
      await world.client.info(id),
      await world.client.join(id, { display_name: 'Mira' }),
    ]) {
      expect(status).toBe(404)
      expect(body.code).toBe('meeting_not_found')
    }
  })
})

describe('joining', () => {
  test('two people get two identities for the one room', async () => {
    const { meeting_id } = await newMeeting(world.client)
    const [mira, jonas] = await Promise.all(['Mira', 'Jonas'].map((display_name) => world.client.join(meeting_id, { display_name })))
    const claims = [mira, jonas].map(
      (answer) => decodeJwt(answer?.body.token ?? '') as { sub: string; name: string; video: { room: string } },
    )
    expect(claims.map(({ video }) => video.room)).toEqual([meeting_id, meeting_id])
    expect(claims.map(({ name }) => name)).toEqual(['Mira', 'Jonas'])
    expect(claims[0]?.sub).toMatch(/^guest-[2-9a-z]{16}$/)
    expect(claims[0]?.sub).not.toBe(claims[1]?.sub)
    expect(mira?.body.participant_id).toBe(claims[0]?.sub)
    expect(mira?.body.livekit_url).toBe(world.stack.baseUrl.replace('http', 'ws'))
    expect(mira?.headers.get('cache-control')).toBe('no-store')
  })

  test('with the session of an earlier join the same participant comes back, under a new name if given', async () => {
    const { meeting_id } = await newMeeting(world.client)
    const { body: first } = await world.client.join(meeting_id, { display_name: 'Mira' })
    const { body: again } = await world.client.join(meeting_id, { display_name: '  Mira O. ', participant_token: first.participant_token })
    expect(again.participant_id).toBe(first.participant_id)
    expect(again.participant_token).toBe(first.participant_token)
    expect(decodeJwt(again.token)).toMatchObject({ name: 'Mira O.' })
  })

  test('a session that is forged, broken or of another meeting makes a new participant', async () => {
    const { meeting_id } = await newMeeting(world.client)
    const { body: other } = await world.client.join((await newMeeting(world.client)).meeting_id, { display_name: 'Mira' })
    const { body: own } = await world.client.join(meeting_id, { display_name: 'Mira' })
    const forged = `${own.participant_id}.${'A'.repeat(32)}`
    for (const participant_token of [forged, 'nonsense', other.participant_token, 'a.b.c']) {
      const { status, body } = await world.client.join(meeting_id, { display_name: 'Eve', participant_token })
      expect(status).toBe(200)
      expect([own.participant_id, other.participant_id]).not.toContain(body.participant_id)
    }
  })

  test('exactly as many get a seat as there are, however many ask at once', async () => {
    const { meeting_id } = await newMeeting(world.client, { max_participants: 5 })
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => world.client.join(meeting_id, { display_name: `Guest ${n}` })))
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(5)
    expect(statuses.filter((status) => status === 409)).toHaveLength(15)
    const refused = answers.find(({ status }) => status === 409)
    expect(refused?.body.code).toBe('meeting_full')
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  test('whoever has a seat keeps it when the meeting is full', async () => {
    const { meeting_id } = await newMeeting(world.client, { max_participants: 2 })
    const { body: mira } = await world.client.join(meeting_id, { display_name: 'Mira' })
    await world.client.join(meeting_id, { display_name: 'Jonas' })
    const again = await world.client.join(meeting_id, { display_name: 'Mira', participant_token: mira.participant_token })
    expect(again).toMatchObject({ status: 200, body: { participant_id: mira.participant_id } })
  })

  test('a room that LiveKit dropped comes back with the next join', async () => {
    const { meeting_id } = await newMeeting(world.client)
    await livekit.deleteRoom(meeting_id)
    expect(await livekit.listRooms([meeting_id])).toHaveLength(0)
    expect((await world.client.join(meeting_id, { display_name: 'Mira' })).status).toBe(200)
    expect(await livekit.listRooms([meeting_id])).toHaveLength(1)
  })

  test('token and joining are logged with meeting and participant, and without the token', async () => {
    const { meeting_id } = await newMeeting(world.client)
    const { body } = await world.client.join(meeting_id, { display_name: 'Mira' })
    const of = (message: string) => (line: { message: string; participant_id?: unknown; meeting_id?: unknown }) =>
      line.message === message && line.participant_id === body.participant_id && line.meeting_id === meeting_id
    await world.stack.logged('token-service', of('generated token'), 'the token')
    const line = await world.stack.logged('gateway', of('participant joining'), 'the joining')
    expect(line.trace_id).toMatch(/^[0-9a-f]{32}$/)
    const everything = (['gateway', 'room-service', 'token-service', 'webhook'] as const).flatMap((service) => world.stack.logs(service))
    expect(JSON.stringify(everything)).not.toContain(body.token)
    expect(JSON.stringify(everything)).not.toContain(body.participant_token)
  })
})

describe('being there', () => {
  const people = [
    { name: 'Mira', video: false },
    { name: 'Jonas', video: false },
  ]
  const twoPeople = (meetingId: string) => ({ baseUrl: world.stack.baseUrl, livekitUrl: world.servers.livekitUrl, meetingId, people })

  test('info counts who is connected, and no longer who has left', async () => {
    const { meeting_id } = await newMeeting(world.client)
    const count = async () => (await world.client.info(meeting_id)).body.num_participants
    await world.client.join(meeting_id, { display_name: 'Only knocking' })
    {
      await using _bots = await startBots(twoPeople(meeting_id))
      await until(async () => (await count()) === 2, { what: 'two people to be counted' })
    }
    await until(async () => (await count()) === 0, { what: 'nobody to be counted' })
  })

  test('a seat is free again when its holder has left', async () => {
    const { meeting_id } = await newMeeting(world.client, { max_participants: 2 })
    {
      await using _bots = await startBots(twoPeople(meeting_id))
      await until(async () => (await world.client.info(meeting_id)).body.num_participants === 2, { what: 'both to be counted' })
      expect((await world.client.join(meeting_id, { display_name: 'Late' })).status).toBe(409)
    }
    await until(async () => (await world.client.join(meeting_id, { display_name: 'Late' })).status === 200, { what: 'a free seat' })
  })
})

describe('health', () => {
  test('every part answers', async () => {
    const { status, body } = await world.client.health()
    expect(status).toBe(200)
    expect(body).toMatchObject({ status: 'ok', version: expect.stringMatching(/^\d+\.\d+\.\d+$/) })
    const parts = ['livekit', 'nats', 'redis', 'room-service', 'token-service', 'webhook']
    expect(Object.keys(body.parts).sort()).toEqual(parts)
  })

  test('every process is alive and ready and shows metrics', async () => {
    for (const service of ['gateway', 'room-service', 'token-service', 'webhook'] as const) {
      for (const { internalUrl } of world.stack.replicas(service)) {
        expect((await fetch(`${internalUrl}/livez`)).status).toBe(200)
        await until(async () => (await fetch(`${internalUrl}/readyz`)).ok, { what: `${service} to be ready` })
        expect(await (await fetch(`${internalUrl}/metrics`)).text()).toContain('nodejs_eventloop')
      }
    }
    const [asked] = world.stack.replicas('gateway')
    expect(await (await fetch(`${asked?.internalUrl}/metrics`)).text()).toContain('http_server_request_duration')
  })
})

describe('ending', () => {
  test('a meeting ends by itself: exists, info and join say so, and the room is gone', async () => {
    const { meeting_id } = brief
    await until(async () => (await world.client.exists(meeting_id)).status === 410, { what: 'the meeting to end', within: 90_000 })
    for (const { status, body } of [await world.client.info(meeting_id), await world.client.join(meeting_id, { display_name: 'Late' })]) {
      expect(status).toBe(410)
      expect(body.code).toBe('meeting_ended')
    }
    await until(async () => (await livekit.listRooms([meeting_id])).length === 0, { what: 'the room to be gone' })
    const ended = (line: { message: string; meeting_id?: unknown }) => line.message === 'meeting ended' && line.meeting_id === meeting_id
    await world.stack.logged('room-service', ended, 'the end')
    expect(world.stack.logs('room-service').filter(ended)).toHaveLength(1)
  })
})
