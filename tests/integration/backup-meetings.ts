import { paths, pathTo } from '@runde/contracts/paths'
import type { CreatedMeeting } from '@runde/contracts/rest'
import { expect } from 'vitest'
import { until } from '../support/wait.ts'
import { type Api, newMeeting } from './api.ts'

/** Whether a meeting is as it was, asked of any installation. */
export type Check = (client: Api) => Promise<void>

const info = async (client: Api, id: string) => {
  const { num_participants: _, meeting_url: __, ...rest } = (await client.info(id)).body as unknown as Record<string, unknown>
  return rest
}
const audit = async (client: Api, id: string, hostKey: string) => (await client.asHost(id, hostKey).audit()).body

const post = (client: Api, path: string, headers: Readonly<Record<string, string>>, body: object) =>
  client.send(path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })

/** Settings, several host keys, one of them taken back, and what hosts have ordered. */
const hosted = async (client: Api): Promise<Check> => {
  const { meeting_id, host_key } = await newMeeting(client, { name: 'Wochenplanung 📅', max_participants: 7, expires_in: 7_200 })
  const host = client.asHost(meeting_id, host_key)
  const [second, third] = [(await host.grantHostKey()).body, (await host.grantHostKey()).body]
  await host.revokeHostKey(third.key_id)
  expect((await host.change({ name: 'Planung', locked: true, permissions: { camera: false } })).status).toBe(200)
  const [before, orders] = [await info(client, meeting_id), await audit(client, meeting_id, host_key)]
  return async (there) => {
    expect(await info(there, meeting_id)).toEqual(before)
    expect(await audit(there, meeting_id, host_key)).toEqual(orders)
    const keys = [host_key, second.host_key, third.host_key]
    const answers = await Promise.all(keys.map((key) => there.asHost(meeting_id, key).participants()))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 403])
    expect((await there.join(meeting_id, { display_name: 'Jonas' })).body.code).toBe('meeting_locked')
    expect((await there.asHost(meeting_id, host_key).join({ display_name: 'Mira' })).body).toMatchObject({ role: 'host' })
  }
}

const withPasscode = async (client: Api): Promise<Check> => {
  const { meeting_id } = await newMeeting(client, { passcode: '2486-Linde' })
  return async (there) => {
    const join = async (more: object) => (await there.join(meeting_id, { display_name: 'Mira', ...more })).body.code
    expect([await join({}), await join({ passcode: 'Linde-2486' }), await join({ passcode: '2486-Linde' })]).toEqual([
      'passcode_required',
      'passcode_wrong',
      undefined,
    ])
  }
}

const withLobby = async (client: Api): Promise<Check> => {
  const { meeting_id, host_key } = await newMeeting(client, { lobby: true })
  const knock = async (on: Api, more: object = {}) => (await on.knock(meeting_id, { display_name: 'Mira', ...more })).body
  const [waiting, denied] = [await knock(client), await knock(client)]
  await client.asHost(meeting_id, host_key).deny(denied.participant_id)
  return async (there) => {
    expect(await knock(there, { participant_token: denied.participant_token })).toMatchObject({ code: 'admission_denied' })
    const again = await knock(there, { participant_token: waiting.participant_token })
    expect(again).toMatchObject({ participant_id: waiting.participant_id, waiting_since: waiting.waiting_since })
    expect((await there.asHost(meeting_id, host_key).admit(waiting.participant_id)).status).toBe(200)
    const { participant_token } = waiting
    expect((await there.join(meeting_id, { display_name: 'Mira', participant_token })).status).toBe(200)
  }
}

/** People with a role and with permissions of their own, and what they wrote. */
const withPeople = async (client: Api): Promise<Check> => {
  const { meeting_id, host_key } = await newMeeting(client)
  const host = client.asHost(meeting_id, host_key)
  const [mira, jonas] = await Promise.all(
    ['Mira', 'Jonas'].map(async (display_name) => (await client.join(meeting_id, { display_name })).body),
  )
  if (!mira || !jonas) throw new Error('nobody joined')
  await host.promote(mira.participant_id)
  await host.permit(jonas.participant_id, { screen_share: false })
  await client.say(meeting_id, mira.participant_token, { text: 'Guten Morgen' })
  const { messages } = (await client.messages(meeting_id, mira.participant_token)).body
  expect(messages).toHaveLength(1)
  return async (there) => {
    const back = async ({ participant_token }: { participant_token: string }) =>
      (await there.join(meeting_id, { display_name: 'Mira', participant_token })).body
    expect(await back(mira)).toMatchObject({ participant_id: mira.participant_id, role: 'co_host' })
    expect(await back(jonas)).toMatchObject({ participant_id: jonas.participant_id, permissions: { screen_share: false } })
    expect((await there.messages(meeting_id, mira.participant_token)).body.messages).toEqual(messages)
  }
}

/** By their session, and by the signed cookie of their browser. */
const withBan = async (client: Api): Promise<Check> => {
  const { meeting_id, host_key } = await newMeeting(client)
  const path = pathTo(paths.joinMeeting, meeting_id)
  const joined = await post(client, path, {}, { display_name: 'Mallory' })
  const cookie =
    joined.headers
      .getSetCookie()
      .find((one) => one.startsWith('runde_browser='))
      ?.split(';')[0] ?? ''
  const { participant_id, participant_token } = joined.body as unknown as { participant_id: string; participant_token: string }
  expect((await client.asHost(meeting_id, host_key).remove(participant_id, { ban: true })).status).toBe(200)
  return async (there) => {
    expect((await there.join(meeting_id, { display_name: 'Mallory', participant_token })).body.code).toBe('banned')
    expect((await post(there, path, { cookie }, { display_name: 'Somebody' })).body.code).toBe('banned')
    expect((await there.join(meeting_id, { display_name: 'Mira' })).status).toBe(200)
  }
}

/** What a key of the caller's determines, under the secret of the state. */
const withKey = async (client: Api): Promise<Check> => {
  const key = { 'idempotency-key': `backup-${crypto.randomUUID()}` }
  const create = async (on: Api) => (await post(on, paths.createMeeting, key, { name: 'Einmal' })).body as unknown as CreatedMeeting
  const first = await create(client)
  return async (there) => {
    const { meeting_id, host_key, expires_at } = first
    expect(await create(there)).toMatchObject({ meeting_id, host_key, expires_at })
  }
}

const ended = async (client: Api): Promise<Check> => {
  const { meeting_id, host_key } = await newMeeting(client)
  expect((await client.asHost(meeting_id, host_key).end()).status).toBe(200)
  return async (there) => expect((await there.exists(meeting_id)).status).toBe(410)
}

const expiring = async (client: Api): Promise<Check> => {
  const { meeting_id } = await newMeeting(client, { expires_in: 60 })
  return async (there) => {
    await until(async () => (await there.exists(meeting_id)).status === 410, { what: 'its hour to come', within: 90_000, every: 500 })
  }
}

/** A meeting of each kind, with what must be so after a restore. */
export const kindsOfMeetings = { hosted, withPasscode, withLobby, withPeople, withBan, withKey, ended, expiring } as const
