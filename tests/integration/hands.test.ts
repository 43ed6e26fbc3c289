import { decodeJwt } from 'jose'
import { RoomServiceClient } from 'livekit-server-sdk'
import { beforeAll, describe, expect, test } from 'vitest'
import { startBots } from '../support/bots.ts'
import { until } from '../support/wait.ts'
import { newMeeting } from './api.ts'
import { suite } from './suite.ts'

const world = suite(() => ({ replicas: { gateway: 2, 'room-service': 2 } }))
let livekit: RoomServiceClient

beforeAll(() => {
  const { livekitUrl, apiKey, apiSecret } = world.servers
  livekit = new RoomServiceClient(livekitUrl, apiKey, apiSecret)
})

const start = async () => {
  const meeting = await newMeeting(world.client)
  return { ...meeting, host: world.client.asHost(meeting.meeting_id, meeting.host_key) }
}
const join = async (meetingId: string, display_name: string, more: object = {}) =>
  (await world.client.join(meetingId, { display_name, ...more })).body
const raise = (meetingId: string, token: string | undefined, raised = true) => world.client.hand(meetingId, token, { raised })
const enter = (meetingId: string, ...tokens: readonly string[]) =>
  startBots({
    baseUrl: world.stack.baseUrl,
    livekitUrl: world.servers.livekitUrl,
    meetingId,
    people: tokens.map((token, at) => ({ name: `bot ${at}`, video: false, token })),
  })

/** The hand of somebody as LiveKit shows it to everybody: since when it is up; none: it is down. */
const shownHand = async (meetingId: string, participantId: string): Promise<string | undefined> =>
  (await livekit.listParticipants(meetingId)).find(({ identity }) => identity === participantId)?.attributes.hand
const isShown = (meetingId: string, participantId: string, raisedAt: string | undefined) => {
  const wanted = raisedAt === undefined ? undefined : `${Date.parse(raisedAt)}`
  return until(async () => ((await shownHand(meetingId, participantId)) || undefined) === wanted, {
    what: `a hand ${raisedAt === undefined ? 'down' : 'up'} at LiveKit`,
    within: 30_000,
  })
}

/** LiveKit tells seconds only: whoever is admitted again in the second of their coming cannot be told from who has just left. */
const secondIsOver = (meetingId: string, participantId: string) =>
  until(
    async () => {
      const person = (await livekit.listParticipants(meetingId)).find(({ identity }) => identity === participantId)
      return person !== undefined && Date.now() > (Number(person.joinedAt) + 1) * 1_000
    },
    { what: 'the second of their coming to be over', within: 30_000 },
  )

describe('a hand', () => {
  test('goes up and down for everybody to see, and keeps its place when it is raised again', async () => {
    const { meeting_id } = await start()
    const mira = await join(meeting_id, 'Mira')
    await using _in = await enter(meeting_id, mira.token)
    const { status, body } = await raise(meeting_id, mira.participant_token)
    expect(status).toBe(200)
    await isShown(meeting_id, mira.participant_id, body.raised_at)
    expect((await raise(meeting_id, mira.participant_token)).body).toEqual(body)
    expect((await raise(meeting_id, mira.participant_token, false)).body).toEqual({})
    await isShown(meeting_id, mira.participant_id, undefined)
  })

  test('stays up through a reload, in the token and at LiveKit, and goes down with whoever leaves', async () => {
    const { meeting_id } = await start()
    const mira = await join(meeting_id, 'Mira')
    const again = { participant_token: mira.participant_token }
    const { raised_at = '' } = (await raise(meeting_id, mira.participant_token)).body
    {
      await using _in = await enter(meeting_id, mira.token)
      // Their token is from before.
      await isShown(meeting_id, mira.participant_id, raised_at)
      await secondIsOver(meeting_id, mira.participant_id)
      const { token } = await join(meeting_id, 'Mira', again)
      expect(decodeJwt(token).attributes).toMatchObject({ hand: `${Date.parse(raised_at)}` })
      // The new connection takes the place of the first.
      await using _again = await enter(meeting_id, token)
      await isShown(meeting_id, mira.participant_id, raised_at)
    }
    await until(async () => (await world.client.info(meeting_id)).body.num_participants === 0, { what: 'Mira to leave', within: 30_000 })
    const { token } = await join(meeting_id, 'Mira', again)
    expect(decodeJwt(token).attributes).toEqual({ role: 'participant' })
  })

  test('that was lowered is not shown again by a token from when it was up', async () => {
    const { meeting_id } = await start()
    const mira = await join(meeting_id, 'Mira')
    await raise(meeting_id, mira.participant_token)
    const { token } = await join(meeting_id, 'Mira', { participant_token: mira.participant_token })
    await raise(meeting_id, mira.participant_token, false)
    await using _in = await enter(meeting_id, token)
    await isShown(meeting_id, mira.participant_id, undefined)
  })

  test('that many raise and lower at once ends as the last one left it', async () => {
    const { meeting_id, host } = await start()
    const mira = await join(meeting_id, 'Mira')
    await using _in = await enter(meeting_id, mira.token)
    await Promise.all(
      Array.from({ length: 20 }, (_, at) => (at % 3 === 2 ? host.lowerHands() : raise(meeting_id, mira.participant_token, at % 3 === 0))),
    )
    const { raised_at } = (await raise(meeting_id, mira.participant_token)).body
    expect(raised_at).toBeDefined()
    await isShown(meeting_id, mira.participant_id, raised_at)
  })

  test('is nobody’s who is not in: without a session, with another one, from the lobby, banned, after the end', async () => {
    const { meeting_id, host } = await start()
    const elsewhere = await join((await start()).meeting_id, 'Jonas')
    for (const token of [undefined, elsewhere.participant_token])
      expect(await raise(meeting_id, token)).toMatchObject({ status: 401, body: { code: 'session_unknown' } })
    const mira = await join(meeting_id, 'Mira')
    await host.change({ lobby: true })
    const waiting = (await world.client.knock(meeting_id, { display_name: 'Wanda' })).body
    expect(await raise(meeting_id, waiting.participant_token)).toMatchObject({ status: 401, body: { code: 'session_unknown' } })
    await host.remove(mira.participant_id)
    expect(await raise(meeting_id, mira.participant_token)).toMatchObject({ status: 403, body: { code: 'banned' } })
    const lea = (await host.join({ display_name: 'Lea' })).body
    await host.end()
    expect(await raise(meeting_id, lea.participant_token)).toMatchObject({ status: 410, body: { code: 'meeting_ended' } })
  })

  test.each([
    [{}, 'raised'],
    [{ raised: 'yes' }, 'raised'],
    [{ raised: true, up: 1 }, 'up'],
  ])('with %j is refused, and the field is named', async (body, field) => {
    const { meeting_id } = await start()
    const { participant_token } = await join(meeting_id, 'Mira')
    const answer = await world.client.hand(meeting_id, participant_token, body)
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid', errors: [{ field }] } })
  })
})

describe('a host', () => {
  test('lowers one hand, or all; the audit says so', async () => {
    const { meeting_id, host } = await start()
    const people = await Promise.all(['Mira', 'Jonas', 'Lea'].map((name) => join(meeting_id, name)))
    await using _in = await enter(meeting_id, ...people.map(({ token }) => token))
    await until(async () => (await world.client.info(meeting_id)).body.num_participants === 3, { what: 'three people', within: 30_000 })
    for (const { participant_token } of people) await raise(meeting_id, participant_token)
    const [mira] = people
    expect((await host.lowerHand(mira?.participant_id ?? '')).body).toEqual({ lowered: 1 })
    expect((await host.lowerHand(mira?.participant_id ?? '')).body).toEqual({ lowered: 0 })
    expect((await host.lowerHands()).body).toEqual({ lowered: 2 })
    for (const { participant_id } of people) await isShown(meeting_id, participant_id, undefined)
    const { entries } = (await host.audit()).body
    expect(entries.map(({ what, whom }) => [what, whom?.display_name])).toEqual([
      ['lower_hands', 'Mira'],
      ['lower_hands', 'Mira'],
      ['lower_hands', undefined],
    ])
  })

  test('is told when nobody of this id was ever in the meeting', async () => {
    const { host } = await start()
    expect(await host.lowerHand('guest-4vtr8k2m9xwq7hjd')).toMatchObject({ status: 404, body: { code: 'participant_not_found' } })
  })
})
