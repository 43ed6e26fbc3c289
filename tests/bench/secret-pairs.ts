import { randomBytes, randomInt } from 'node:crypto'
import { hostPaths } from '@runde/contracts/host-paths'
import { meetingIdAlphabet } from '@runde/contracts/meeting-id'
import { paths, pathTo } from '@runde/contracts/paths'
import { createMeeting } from '../support/meetings.ts'

export interface Asked {
  readonly method: 'GET' | 'PATCH' | 'POST'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: object
}

/** Two kinds of request that get the same answer; whoever could tell them apart by its time would learn a secret piece by piece. */
export interface SecretPair {
  readonly what: string
  readonly status: number
  /** As whoever has asked too often already. */
  readonly refused?: true
  readonly miss: () => Asked
  readonly near: () => Asked
}

const fresh = (length: number) => randomBytes(length).toString('base64url').slice(0, length)
/** All of it right but the last four symbols. */
const almost = (secret: string) => `${secret.slice(0, -4)}${fresh(4)}`
const freshId = () => 'xxx-xxxx-xxx'.replaceAll('x', () => meetingIdAlphabet[randomInt(meetingIdAlphabet.length)] ?? '')

const join = (id: string, body: object, headers: Record<string, string> = {}): Asked => ({
  ...{ method: 'POST', path: pathTo(paths.joinMeeting, id), headers },
  body: { display_name: 'Mira', ...body },
})
const list = (id: string, credential: string): Asked => ({
  ...{ method: 'GET', path: pathTo(hostPaths.meetingParticipants, id) },
  headers: { authorization: `Bearer ${credential}` },
})

/** Somebody in the meeting: their session, and the cookie of their browser. */
const participantOf = async (baseUrl: string, id: string) => {
  const { path, method, body } = join(id, {})
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(baseUrl + path, { method, headers, body: JSON.stringify(body) })
  if (answer.status !== 200) throw new Error(`nobody gets in: ${answer.status}`)
  const { participant_token } = (await answer.json()) as { participant_token: string }
  const [participant = '', secret = ''] = participant_token.split('.')
  const [browser = '', signature = ''] = (/runde_browser=([^;]+)/.exec(answer.headers.getSetCookie().join())?.[1] ?? '').split('.')
  return { participant, secret, browser, signature: decodeURIComponent(signature) }
}

/** A meeting that is locked and one with a passcode, and for each secret of them a guess that is nearly right beside one that is not. */
export const secretPairs = async (baseUrl: string): Promise<readonly SecretPair[]> => {
  const [{ meeting_id: id, host_key }, { meeting_id: closed }] = [
    await createMeeting(baseUrl),
    await createMeeting(baseUrl, { passcode: 'Sonnenblume-2718' }),
  ]
  const { participant, secret, browser, signature } = await participantOf(baseUrl, id)
  const locked = await fetch(baseUrl + pathTo(hostPaths.meeting, id), {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${host_key}` },
    body: JSON.stringify({ locked: true }),
  })
  if (locked.status !== 200) throw new Error(`the meeting cannot be locked: ${locked.status}`)
  const withCookie = (signed: string) => join(id, {}, { cookie: `runde_browser=${browser}.${encodeURIComponent(signed)}` })
  const exists = (of: string): Asked => ({ method: 'GET', path: pathTo(paths.meetingExists, of) })
  const page = (of: string): Asked => ({ method: 'GET', path: pathTo(paths.meetingPage, of) })
  return [
    { what: 'host key', status: 403, miss: () => list(id, `host_${fresh(32)}`), near: () => list(id, almost(host_key)) },
    {
      what: 'session, as a host',
      status: 403,
      miss: () => list(id, `${participant}.${fresh(32)}`),
      near: () => list(id, `${participant}.${almost(secret)}`),
    },
    {
      what: 'session, to get in again',
      status: 403,
      miss: () => join(id, { participant_token: `${participant}.${fresh(32)}` }),
      near: () => join(id, { participant_token: `${participant}.${almost(secret)}` }),
    },
    {
      what: 'passcode',
      status: 403,
      miss: () => join(closed, { passcode: fresh(16) }),
      near: () => join(closed, { passcode: almost('Sonnenblume-2718') }),
    },
    { what: 'signature of the cookie', status: 403, miss: () => withCookie(fresh(43)), near: () => withCookie(almost(signature)) },
    { what: 'id, at the page', status: 200, miss: () => page(freshId()), near: () => page(id) },
    { what: 'id, after too many guesses', status: 429, refused: true, miss: () => exists(freshId()), near: () => exists(id) },
    // What has no form of an id is answered without a look into Redis, which is no secret: a bench that did not tell these apart could tell nothing.
    { what: 'control: no id at all', status: 404, miss: () => exists(freshId()), near: () => exists('no-id') },
  ]
}
