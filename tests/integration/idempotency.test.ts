import { paths, pathTo } from '@runde/contracts/paths'
import type { CreatedMeeting, Joined, Problem } from '@runde/contracts/rest'
import { describe, expect, test } from 'vitest'
import { newMeeting } from './api.ts'
import { suite } from './suite.ts'

const world = suite(() => ({ replicas: { gateway: 2, 'room-service': 2 } }))

let sent = 0
/** Round the gateways in turn. */
const send = async <Body>(path: string, key: string, body: object): Promise<{ status: number; body: Body & Partial<Problem> }> => {
  const { ports } = world.stack.replicas('gateway')[sent++ % 2] ?? {}
  const response = await fetch(`http://127.0.0.1:${ports?.PORT}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as Body & Partial<Problem> }
}
const create = (key: string, body = {}) => send<CreatedMeeting>(paths.createMeeting, key, body)
const join = (id: string, key: string, body = { display_name: 'Mira' }) => send<Joined>(pathTo(paths.joinMeeting, id), key, body)

describe('creating with a key', () => {
  test('fifty at once on two gateways make one meeting and get one answer', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => create('fifty-at-once', { name: 'Standup' })))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
  })

  test('another request under the key of an earlier one is refused', async () => {
    await create('one-key', { name: 'Standup' })
    for (const body of [{ name: 'Retro' }, { name: 'Standup', expires_in: 60 }, {}])
      expect(await create('one-key', body)).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } })
  })

  test('other keys make other meetings', async () => {
    expect((await create('key-1')).body.meeting_id).not.toBe((await create('key-2')).body.meeting_id)
  })
})

describe('joining with a key', () => {
  test('is one admission, one identity and one seat, however often', async () => {
    const { meeting_id } = await newMeeting(world.client, { max_participants: 2 })
    const answers = await Promise.all(Array.from({ length: 20 }, () => join(meeting_id, 'join-1')))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(new Set(answers.map(({ body }) => `${body.participant_id} ${body.participant_token}`)).size).toBe(1)
    expect((await join(meeting_id, 'join-2')).status).toBe(200)
    expect((await join(meeting_id, 'join-3')).status).toBe(409)
  })

  test('the session of a repeated join is the participant’s', async () => {
    const { meeting_id } = await newMeeting(world.client)
    const { body } = await join(meeting_id, 'join-1')
    const again = await world.client.join(meeting_id, { display_name: 'Mira', participant_token: body.participant_token })
    expect(again.body.participant_id).toBe(body.participant_id)
  })

  test('the same key in another meeting is somebody else', async () => {
    const [one, other] = [await newMeeting(world.client), await newMeeting(world.client)]
    const ids = [await join(one.meeting_id, 'join-1'), await join(other.meeting_id, 'join-1')].map(({ body }) => body.participant_id)
    expect(new Set(ids).size).toBe(2)
  })
})

test.each(['', 'with space', 'a'.repeat(256), 'ümlaut'])('%j is no key', async (key) => {
  for (const answer of [await create(key), await join((await newMeeting(world.client)).meeting_id, key)])
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid', errors: [{ field: 'Idempotency-Key' }] } })
})
