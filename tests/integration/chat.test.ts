import { chatLimits, chatRate } from '@runde/contracts/chat'
import { meetingEventSubjects, meetingEvents } from '@runde/contracts/meeting-events'
import { within } from '@runde/service-kit/deadline'
import { Redis } from 'ioredis'
import { describe, expect, test } from 'vitest'
import { followMeeting } from '../support/event-source.ts'
import { insideBus } from '../support/inside.ts'
import { until } from '../support/wait.ts'
import { newMeeting } from './api.ts'
import { suite } from './suite.ts'

const world = suite(() => ({ replicas: { gateway: 2, 'room-service': 2 } }))

const gatewayUrl = (index: number) => `http://127.0.0.1:${world.stack.replicas('gateway')[index]?.ports.PORT}`

const start = async (body: object = {}) => {
  const meeting = await newMeeting(world.client, body)
  return { ...meeting, host: world.client.asHost(meeting.meeting_id, meeting.host_key) }
}
const join = async (meetingId: string, display_name: string) => (await world.client.join(meetingId, { display_name })).body
const say = (meetingId: string, token: string | undefined, body: unknown, key?: string) => world.client.say(meetingId, token, body, key)
const read = (meetingId: string, token: string | undefined, after?: string) => world.client.messages(meetingId, token, after)

describe('a message', () => {
  test('is told to everybody who is in, on every gateway, and to nobody else', async () => {
    const { meeting_id, host } = await start()
    const [mira, jonas] = [await join(meeting_id, 'Mira'), await join(meeting_id, 'Jonas')]
    await using stranger = await followMeeting(gatewayUrl(0), meeting_id)
    await using here = await followMeeting(gatewayUrl(0), meeting_id, { participantToken: mira.participant_token })
    await using there = await followMeeting(gatewayUrl(1), meeting_id, { participantToken: jonas.participant_token })
    for (const one of [stranger, here, there]) await one.next('meeting')
    const { status, body } = await say(meeting_id, mira.participant_token, { text: 'Guten Morgen\nzusammen <b>' })
    expect(status).toBe(200)
    expect(body).toEqual({
      message_id: expect.stringMatching(/^\d+-\d+$/),
      participant_id: mira.participant_id,
      display_name: 'Mira',
      sent_at: expect.stringMatching(/Z$/),
      text: 'Guten Morgen\nzusammen <b>',
    })
    for (const one of [here, there]) expect((await one.next('message')).data).toEqual(body)
    // Whoever only has the link hears of what came after it.
    await host.change({ name: 'Danach' })
    await stranger.next('meeting', ({ data }) => data.name === 'Danach')
    expect(JSON.stringify(stranger.events)).not.toContain('Guten Morgen')
    expect((await read(meeting_id, jonas.participant_token)).body).toEqual({ messages: [body], more: false })
  })

  test('is one, however often it is sent with its key', async () => {
    const { meeting_id } = await start()
    const { participant_token } = await join(meeting_id, 'Mira')
    const answers = await Promise.all(Array.from({ length: 8 }, () => say(meeting_id, participant_token, { text: 'Hallo' }, 'one-key')))
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    expect((await read(meeting_id, participant_token)).body.messages).toHaveLength(1)
    expect(await say(meeting_id, participant_token, { text: 'Etwas anderes' }, 'one-key')).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    })
    // A key is its sender's: another one's is another message.
    const jonas = await join(meeting_id, 'Jonas')
    await say(meeting_id, jonas.participant_token, { text: 'Hallo' }, 'one-key')
    expect((await read(meeting_id, participant_token)).body.messages).toHaveLength(2)
  })

  test('is heard by whoever comes back after it, where they left off', async () => {
    const { meeting_id } = await start()
    const { participant_token } = await join(meeting_id, 'Mira')
    let lastEventId: string | undefined
    {
      await using reader = await followMeeting(gatewayUrl(0), meeting_id, { participantToken: participant_token })
      lastEventId = (await reader.next('meeting')).id
    }
    const { body } = await say(meeting_id, participant_token, { text: 'Inzwischen' })
    await using again = await followMeeting(gatewayUrl(1), meeting_id, { participantToken: participant_token, lastEventId })
    expect((await again.next('message')).data).toEqual(body)
  })

  test('keeps the name of who has sent it, and is there for who comes later', async () => {
    const { meeting_id } = await start()
    const mira = await join(meeting_id, 'Mira')
    await say(meeting_id, mira.participant_token, { text: 'Bis gleich' })
    await world.client.join(meeting_id, { display_name: 'Mira O.', participant_token: mira.participant_token })
    const late = await join(meeting_id, 'Lea')
    const { messages } = (await read(meeting_id, late.participant_token)).body
    expect(messages.map(({ display_name, text }) => [display_name, text])).toEqual([['Mira', 'Bis gleich']])
  })

  test('is nobody’s who is not in: without a session, with another one, from the lobby, banned, after the end', async () => {
    const { meeting_id, host } = await start()
    const elsewhere = await join((await start()).meeting_id, 'Jonas')
    const refused = async (token: string | undefined, status: number, code: string) => {
      expect(await say(meeting_id, token, { text: 'Hallo' })).toMatchObject({ status, body: { code } })
      expect(await read(meeting_id, token)).toMatchObject({ status, body: { code } })
    }
    for (const token of [undefined, elsewhere.participant_token]) await refused(token, 401, 'session_unknown')
    const mira = await join(meeting_id, 'Mira')
    await host.change({ lobby: true })
    const waiting = (await world.client.knock(meeting_id, { display_name: 'Wanda' })).body
    await refused(waiting.participant_token, 401, 'session_unknown')
    await host.remove(mira.participant_id)
    await refused(mira.participant_token, 403, 'banned')
    const lea = (await host.join({ display_name: 'Lea' })).body
    await host.end()
    await refused(lea.participant_token, 410, 'meeting_ended')
  })

  test.each([
    [{}, ''],
    [{ text: '' }, 'text'],
    [{ text: '   \n ' }, 'text'],
    [{ text: `a${'\u202e'}b` }, 'text'],
    [{ text: 'a\u0000' }, 'text'],
    [{ text: 'x'.repeat(2_001) }, 'text'],
    [{ text: 7 }, 'text'],
    [{ text: 'a', sealed: 'a'.repeat(40) }, ''],
    [{ text: 'a', html: 'b' }, ''],
    [{ sealed: 'a'.repeat(37) }, 'sealed'],
    [{ sealed: 'ä'.repeat(40) }, 'sealed'],
  ])('as %j is refused, and the field is named', async (body, field) => {
    const { meeting_id } = await start()
    const { participant_token } = await join(meeting_id, 'Mira')
    const answer = await say(meeting_id, participant_token, body)
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid' } })
    if (field) expect(answer.body.errors?.map((one) => one.field)).toContain(field)
  })

  test('of two thousand characters outside the basic plane is taken', async () => {
    const { meeting_id } = await start()
    const { participant_token } = await join(meeting_id, 'Mira')
    const text = '🙂'.repeat(2_000)
    expect((await say(meeting_id, participant_token, { text })).body.text).toBe(text)
  })
})

describe('the chat', () => {
  test('is read page by page', async () => {
    const { meeting_id } = await start()
    const people = await Promise.all(Array.from({ length: 12 }, (_, at) => join(meeting_id, `Guest ${at}`)))
    let number = 0
    // Nobody may send more than ten in ten seconds; twelve people send ten each.
    for (let round = 0; round < chatRate.most; round += 1)
      for (const { participant_token } of people) await say(meeting_id, participant_token, { text: `message ${++number}` })
    const token = people[0]?.participant_token
    const texts: (string | undefined)[] = []
    let pages = 0
    for (let after: string | undefined, more = true; more; pages += 1) {
      const { body } = await read(meeting_id, token, after)
      texts.push(...body.messages.map(({ text }) => text))
      expect(body.messages.length).toBeLessThanOrEqual(chatLimits.page)
      after = body.messages.at(-1)?.message_id
      more = body.more
    }
    expect(texts).toEqual(Array.from({ length: number }, (_, at) => `message ${at + 1}`))
    expect(pages).toBe(3)
  })

  test('takes ten messages of one person in ten seconds, and says when the next', async () => {
    const { meeting_id } = await start()
    const { participant_token } = await join(meeting_id, 'Mira')
    const answers = await Promise.all(
      Array.from({ length: chatRate.most + 5 }, (_, at) => say(meeting_id, participant_token, { text: `${at}` })),
    )
    const refused = answers.filter(({ status }) => status !== 200)
    expect(answers.length - refused.length).toBe(chatRate.most)
    for (const { status, body, headers } of refused) {
      expect([status, body.code]).toEqual([429, 'too_many_requests'])
      // All were sent at once: what any refusal says without knowing is 2.
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(4)
      expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(10)
    }
    const jonas = await join(meeting_id, 'Jonas')
    expect((await say(meeting_id, jonas.participant_token, { text: 'Ich darf noch' })).status).toBe(200)
  })

  test('that a host has closed is read and not written, for all or for one; hosts write on', async () => {
    const { meeting_id, host } = await start()
    const [mira, jonas] = [await join(meeting_id, 'Mira'), await join(meeting_id, 'Jonas')]
    const lead = (await host.join({ display_name: 'Lea' })).body
    const forbidden = { status: 403, body: { code: 'chat_forbidden' } }
    await host.permit(mira.participant_id, { chat: false })
    expect(await say(meeting_id, mira.participant_token, { text: 'Hallo' })).toMatchObject(forbidden)
    expect((await say(meeting_id, jonas.participant_token, { text: 'Hallo' })).status).toBe(200)
    await host.change({ permissions: { chat: false } })
    await host.permit(mira.participant_id, { chat: null })
    for (const one of [mira, jonas]) expect(await say(meeting_id, one.participant_token, { text: 'Hallo' })).toMatchObject(forbidden)
    expect((await say(meeting_id, lead.participant_token, { text: 'Ruhe, bitte' })).status).toBe(200)
    expect((await read(meeting_id, mira.participant_token)).body.messages).toHaveLength(2)
  })

  test('of an encrypted meeting takes only what a browser has sealed', async () => {
    const { meeting_id } = await start({ encrypted: true })
    const { participant_token } = await join(meeting_id, 'Mira')
    const answer = await say(meeting_id, participant_token, { text: 'im Klartext' })
    expect(answer).toMatchObject({ status: 409, body: { code: 'sealing_wrong' } })
    const sealed = 'a_-9'.repeat(20)
    expect((await say(meeting_id, participant_token, { sealed })).body).toMatchObject({ sealed })
    expect((await read(meeting_id, participant_token)).body.messages.map((one) => [one.sealed, one.text])).toEqual([[sealed, undefined]])
  })

  test('of another meeting takes no sealed message: nobody could read it', async () => {
    const { meeting_id } = await start()
    const { participant_token } = await join(meeting_id, 'Mira')
    const answer = await say(meeting_id, participant_token, { sealed: 'a_-9'.repeat(20) })
    expect(answer).toMatchObject({ status: 409, body: { code: 'sealing_wrong' } })
  })

  test('is gone with its meeting, and what was said is not among the events that are kept', async () => {
    const { meeting_id, host } = await start()
    const { participant_token } = await join(meeting_id, 'Mira')
    await say(meeting_id, participant_token, { text: 'unter uns' })
    await using resources = new AsyncDisposableStack()
    const redis = resources.adopt(new Redis(world.servers.redisUrl), (open) => open.disconnect())
    const bus = resources.use(await insideBus(world.servers))
    const keys = async () => (await redis.keys('*')).filter((key) => key.includes(`:chat:${meeting_id}`))
    expect(await keys()).toHaveLength(1)
    expect(await redis.pexpiretime((await keys())[0] ?? '')).toBeGreaterThan(Date.now())
    await host.end()
    await until(async () => (await keys()).length === 0, { what: 'the chat to be gone', within: 30_000 })
    const query = { subjects: meetingEventSubjects(meeting_id), after: 0, limit: 100 }
    const events = await until(
      async () => {
        const told = (await bus.history(meetingEvents, query, within(10_000))).map(({ message }) => message)
        return told.at(-1)?.type === 'meeting_ended' && told
      },
      { what: 'the last event', within: 30_000 },
    )
    expect(events.map(({ type }) => type)).toContain('message_sent')
    expect(JSON.stringify(events)).not.toContain('unter uns')
  })
})
