import { type ErrorCode, errors } from '@runde/contracts/errors'
import { hostPaths } from '@runde/contracts/host-paths'
import { ownPaths } from '@runde/contracts/own-paths'
import { paths, pathTo } from '@runde/contracts/paths'
import { describe, expect, test } from 'vitest'
import { type Answer, answered } from './api.ts'
import { suite } from './suite.ts'

const world = suite()

/** Who asks: nobody we know; participants with their session, two of them with a role; and those with the key of another meeting, or of this one. */
const roles = ['stranger', 'participant', 'co-host', 'host by session', 'host elsewhere', 'host'] as const
type Role = (typeof roles)[number]
const states = ['open', 'locked', 'lobby', 'passcode', 'ended', 'unknown'] as const
type State = (typeof states)[number]

/** The meeting of one cell, and what those who ask hold. */
interface Scene {
  readonly meeting_id: string
  readonly participant_id: string
  /** Somebody in the lobby. */
  readonly waiting_id: string
  /** Of a second host key. */
  readonly key_id: string
  /** Of the one who asks. */
  readonly participant_token: string
  readonly bearer: string | undefined
}

interface Operation {
  readonly body?: (scene: Scene, role: Role) => unknown
  /** What must come of it. */
  readonly expected: (role: Role, state: State) => 200 | 202 | ErrorCode
  /** It is about somebody in the lobby, and not about a participant. */
  readonly ofLobby?: true
  /** It is about another host key of the meeting. */
  readonly ofKey?: true
}

interface Rule {
  readonly coHosts: boolean
  readonly comesTo?: 200 | ErrorCode
  readonly atTheEnd?: 200 | ErrorCode
}

const bySession = (role: Role) => role === 'participant' || role === 'co-host' || role === 'host by session'

/** `coHosts`: they may do it too. `comesTo`: what it comes to for whoever may. `atTheEnd`: the same when the meeting has ended. */
const ofHost =
  ({ coHosts, comesTo = 200, atTheEnd = 'meeting_ended' }: Rule): Operation['expected'] =>
  (role, state) => {
    if (state === 'unknown') return 'meeting_not_found'
    if (role === 'stranger') return 'host_key_missing'
    if (role === 'participant' || role === 'host elsewhere' || (role === 'co-host' && !coHosts)) return 'not_host'
    return state === 'ended' ? atTheEnd : comesTo
  }
const ofLink: Operation['expected'] = (_role, state) => {
  if (state === 'unknown') return 'meeting_not_found'
  return state === 'ended' ? 'meeting_ended' : 200
}
const ofSession: Operation['expected'] = (role, state) => {
  if (state === 'unknown') return 'meeting_not_found'
  // A host key is no session.
  return bySession(role) ? ofLink(role, state) : 'session_unknown'
}
const ofAll: Operation['expected'] = () => 200

/** Every operation of the API, as its document names it. Whoever adds one says here who may do it. */
const operations: Readonly<Record<string, Operation>> = {
  [`POST ${paths.createMeeting}`]: { expected: ofAll },
  [`GET ${paths.meetingExists}`]: { expected: ofLink },
  [`GET ${paths.meetingInfo}`]: { expected: ofLink },
  [`POST ${paths.joinMeeting}`]: {
    body: ({ participant_token }, role) => ({ display_name: 'Mira', ...(bySession(role) && { participant_token }) }),
    expected: (role, state) => {
      const byLink = ofLink(role, state)
      if (byLink !== 200) return byLink
      if (role === 'host elsewhere') return 'not_host'
      if (role !== 'stranger') return 200
      return ({ locked: 'meeting_locked', lobby: 202, passcode: 'passcode_required' } as const)[state as 'locked'] ?? 200
    },
  },
  [`GET ${paths.meetingEvents}`]: {
    expected: (role, state) => {
      if (state === 'unknown') return 'meeting_not_found'
      // A host key is no session.
      if (role === 'host' || role === 'host elsewhere') return 'session_unknown'
      return ofLink(role, state)
    },
  },
  [`POST ${ownPaths.hand}`]: { body: () => ({ raised: true }), expected: ofSession },
  [`POST ${ownPaths.messages}`]: { body: () => ({ text: 'Hallo' }), expected: ofSession },
  [`GET ${ownPaths.messages}`]: { expected: ofSession },
  [`PATCH ${hostPaths.meeting}`]: {
    body: () => ({ name: 'Renamed', locked: true, lobby: true, passcode: '1234', permissions: { chat: false }, expires_in: 600 }),
    expected: ofHost({ coHosts: true }),
  },
  [`DELETE ${hostPaths.meeting}`]: { expected: ofHost({ coHosts: false, atTheEnd: 200 }) },
  [`GET ${hostPaths.meetingParticipants}`]: { expected: ofHost({ coHosts: true, atTheEnd: 200 }) },
  [`GET ${hostPaths.hostKeys}`]: { expected: ofHost({ coHosts: false }) },
  [`POST ${hostPaths.hostKeys}`]: { expected: ofHost({ coHosts: false }) },
  [`DELETE ${hostPaths.hostKey}`]: { ofKey: true, expected: ofHost({ coHosts: false }) },
  [`GET ${hostPaths.meetingAudit}`]: { expected: ofHost({ coHosts: true, atTheEnd: 200 }) },
  [`POST ${hostPaths.admitAll}`]: { expected: ofHost({ coHosts: true }) },
  [`POST ${hostPaths.admitParticipant}`]: { ofLobby: true, expected: ofHost({ coHosts: true }) },
  [`POST ${hostPaths.denyParticipant}`]: {
    ofLobby: true,
    body: () => ({ reason: 'Nur für das Team' }),
    expected: ofHost({ coHosts: true }),
  },
  [`POST ${hostPaths.promoteParticipant}`]: { expected: ofHost({ coHosts: false }) },
  [`POST ${hostPaths.demoteParticipant}`]: { expected: ofHost({ coHosts: false }) },
  [`POST ${hostPaths.muteAll}`]: { body: () => ({ source: 'microphone' }), expected: ofHost({ coHosts: true }) },
  [`POST ${hostPaths.muteParticipant}`]: { body: () => ({ source: 'camera' }), expected: ofHost({ coHosts: true }) },
  [`POST ${hostPaths.permitParticipant}`]: { body: () => ({ camera: false, chat: null }), expected: ofHost({ coHosts: true }) },
  [`POST ${hostPaths.lowerHands}`]: { expected: ofHost({ coHosts: true }) },
  [`POST ${hostPaths.lowerHand}`]: { expected: ofHost({ coHosts: true }) },
  [`POST ${hostPaths.askParticipant}`]: {
    body: () => ({ source: 'microphone' }),
    // Nobody is connected.
    expected: ofHost({ coHosts: true, comesTo: 'participant_not_found' }),
  },
  [`POST ${hostPaths.removeParticipant}`]: { expected: ofHost({ coHosts: true }) },
  [`POST ${hostPaths.unbanParticipant}`]: { expected: ofHost({ coHosts: true }) },
  [`GET ${paths.health}`]: { expected: ofAll },
}

/** One step of a scene. Without it the answer would be one to something else. @throws when it is refused */
const done = async <Body>(step: () => Promise<Answer<Body>>): Promise<Body> => {
  const { status, body } = await answered(step)
  if (status !== 200 && status !== 202) throw new Error(`the scene was not set: ${status} ${JSON.stringify(body)}`)
  return body
}

const setScene = async (role: Role, state: State): Promise<Scene> => {
  const { client } = world
  const { meeting_id, host_key } = await done(() => client.create())
  const host = client.asHost(meeting_id, host_key)
  const { participant_id } = await done(() => client.join(meeting_id, { display_name: 'Jonas' }))
  const mira = role === 'host by session' ? host : client.asHost(meeting_id, undefined)
  const asking = await done(() => mira.join({ display_name: 'Mira' }))
  const { participant_token } = asking
  if (role === 'co-host') await done(() => host.promote(asking.participant_id))
  const { key_id } = await done(() => host.grantHostKey())
  await done(() => host.change({ lobby: true }))
  const waiting_id = (await done(() => client.knock(meeting_id, { display_name: 'Wanda' }))).participant_id
  await done(() => host.change({ locked: state === 'locked', lobby: state === 'lobby', passcode: state === 'passcode' ? '1234' : null }))
  if (state === 'ended') await done(() => host.end())
  const bearers: Record<Role, string | undefined> = {
    stranger: undefined,
    participant: participant_token,
    'co-host': participant_token,
    'host by session': participant_token,
    'host elsewhere': (await done(() => client.create())).host_key,
    host: host_key,
  }
  return {
    meeting_id: state === 'unknown' ? 'abc-2345-xyz' : meeting_id,
    participant_id,
    waiting_id,
    key_id,
    participant_token,
    bearer: bearers[role],
  }
}

const perform = async (name: string, { body, ofLobby, ofKey }: Operation, scene: Scene, role: Role) => {
  const [method = '', path = ''] = name.split(' ')
  // A session goes into the body of a join; everywhere else it is a bearer token like a host key.
  const bearer = path === paths.joinMeeting && bySession(role) ? undefined : scene.bearer
  const sent = body?.(scene, role)
  const given = new AbortController()
  const part = ofKey ? scene.key_id : ofLobby ? scene.waiting_id : scene.participant_id
  const response = await fetch(world.stack.baseUrl + pathTo(path, scene.meeting_id, part), {
    method,
    signal: given.signal,
    headers: { ...(bearer && { authorization: `Bearer ${bearer}` }), ...(sent !== undefined && { 'content-type': 'application/json' }) },
    ...(sent !== undefined && { body: JSON.stringify(sent) }),
  })
  const problem = response.ok ? undefined : ((await response.json()) as { code: string })
  // Events go on for ever.
  given.abort()
  return { status: response.status, code: problem?.code }
}

test('every operation of the API has its row, and there is no row without an operation', async () => {
  const document = (await (await fetch(world.stack.baseUrl + paths.openapi)).json()) as { paths: Record<string, object> }
  const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  )
  expect(documented.sort()).toEqual(Object.keys(operations).sort())
})

describe.each(Object.entries(operations))('%s', (name, operation) => {
  describe.each(states)('of a meeting that is %s', (state) => {
    test.each(roles)('by a %s', async (role) => {
      const expected = operation.expected(role, state)
      // Whatever was not answered may have been done, so that it is asked in a new scene.
      const answer = await answered(async () => perform(name, operation, await setScene(role, state), role))
      const refusal = typeof expected === 'number' ? undefined : expected
      expect(answer).toEqual({ status: refusal ? errors[refusal].status : expected, code: refusal })
    })
  })
})
