import { hostPaths } from '@runde/contracts/host-paths'
import type { Permissions } from '@runde/contracts/meetings'
import { ownPaths } from '@runde/contracts/own-paths'
import { paths, pathTo } from '@runde/contracts/paths'
import type {
  Audit,
  ChangedMeeting,
  CreatedMeeting,
  GrantedHostKey,
  Health,
  HostKeys,
  Joined,
  LetIn,
  LoweredHands,
  MeetingInfo,
  MessagesOfMeeting,
  Muted,
  OwnHand,
  PeopleOfMeeting,
  Problem,
  SentMessage,
  Waiting,
} from '@runde/contracts/rest'
import { until } from '../support/wait.ts'

export interface Answer<Body> {
  readonly status: number
  readonly headers: Headers
  readonly body: Body
}

const ask = async <Body>(url: string, init?: RequestInit): Promise<Answer<Body>> => {
  const response = await fetch(url, init)
  return { status: response.status, headers: response.headers, body: (await response.json()) as Body }
}

const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
})

const asParticipant = (participantToken: string | undefined): Record<string, string> =>
  participantToken === undefined ? {} : { authorization: `Bearer ${participantToken}` }

const withKey = (key: string | undefined): Record<string, string> => (key === undefined ? {} : { 'idempotency-key': key })

/** Bodies of answers and of refusals; a test asks for what it expects. */
type Or<Body> = Body & Omit<Problem, 'status'>

const hostOperations = (baseUrl: string, id: string, hostKey: string | undefined) => {
  const bearer: Record<string, string> = hostKey === undefined ? {} : { authorization: `Bearer ${hostKey}` }
  const send = <Body>(method: string, path: string, body?: unknown) =>
    ask<Or<Body>>(baseUrl + path, {
      method,
      headers: { ...bearer, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  const of = (path: string, participantId: string) => pathTo(path, id, participantId)
  return {
    change: (settings: unknown) => send<ChangedMeeting>('PATCH', pathTo(hostPaths.meeting, id), settings),
    end: () => send<ChangedMeeting>('DELETE', pathTo(hostPaths.meeting, id)),
    participants: () => send<PeopleOfMeeting>('GET', pathTo(hostPaths.meetingParticipants, id)),
    muteAll: (body: unknown) => send<Muted>('POST', pathTo(hostPaths.muteAll, id), body),
    mute: (participantId: string, body: unknown) => send<Muted>('POST', of(hostPaths.muteParticipant, participantId), body),
    permit: (participantId: string, body: unknown) =>
      send<{ permissions: Permissions }>('POST', of(hostPaths.permitParticipant, participantId), body),
    ask: (participantId: string, body: unknown) => send<object>('POST', of(hostPaths.askParticipant, participantId), body),
    remove: (participantId: string, body?: unknown) => send<object>('POST', of(hostPaths.removeParticipant, participantId), body),
    admit: (participantId: string) => send<LetIn>('POST', of(hostPaths.admitParticipant, participantId)),
    admitAll: () => send<LetIn>('POST', pathTo(hostPaths.admitAll, id)),
    deny: (participantId: string, body?: unknown) => send<object>('POST', of(hostPaths.denyParticipant, participantId), body),
    promote: (participantId: string) => send<object>('POST', of(hostPaths.promoteParticipant, participantId)),
    demote: (participantId: string) => send<object>('POST', of(hostPaths.demoteParticipant, participantId)),
    hostKeys: () => send<HostKeys>('GET', pathTo(hostPaths.hostKeys, id)),
    grantHostKey: () => send<GrantedHostKey>('POST', pathTo(hostPaths.hostKeys, id)),
    revokeHostKey: (keyId: string) => send<object>('DELETE', of(hostPaths.hostKey, keyId)),
    lowerHand: (participantId: string) => send<LoweredHands>('POST', of(hostPaths.lowerHand, participantId)),
    lowerHands: () => send<LoweredHands>('POST', pathTo(hostPaths.lowerHands, id)),
    audit: () => send<Audit>('GET', pathTo(hostPaths.meetingAudit, id)),
    unban: (participantId: string) => send<object>('POST', of(hostPaths.unbanParticipant, participantId)),
    join: (body: unknown) => send<Joined>('POST', pathTo(paths.joinMeeting, id), body),
  }
}

/** The public API as a program would use it; nothing is thrown for a refusal. */
export const api = (baseUrl: string) => ({
  create: (body?: unknown) => ask<Or<CreatedMeeting>>(baseUrl + paths.createMeeting, body === undefined ? { method: 'POST' } : json(body)),
  exists: (id: string) => ask<Or<{ exists: boolean; status: string }>>(baseUrl + pathTo(paths.meetingExists, id)),
  info: (id: string) => ask<Or<MeetingInfo>>(baseUrl + pathTo(paths.meetingInfo, id)),
  join: (id: string, body: unknown, key?: string) => ask<Or<Joined>>(baseUrl + pathTo(paths.joinMeeting, id), json(body, withKey(key))),
  /** The same, where whoever joins has to wait. */
  knock: (id: string, body: unknown) => ask<Or<Waiting>>(baseUrl + pathTo(paths.joinMeeting, id), json(body)),
  /** `hostKey` undefined: without any. */
  asHost: (id: string, hostKey: string | undefined) => hostOperations(baseUrl, id, hostKey),
  /** Raises or lowers the hand of whoever has this session. */
  hand: (id: string, participantToken: string | undefined, body: unknown) =>
    ask<Or<OwnHand>>(baseUrl + pathTo(ownPaths.hand, id), json(body, asParticipant(participantToken))),
  /** Sends a message of whoever has this session. */
  say: (id: string, participantToken: string | undefined, body: unknown, key?: string) =>
    ask<Or<SentMessage>>(baseUrl + pathTo(ownPaths.messages, id), json(body, { ...asParticipant(participantToken), ...withKey(key) })),
  messages: (id: string, participantToken: string | undefined, after?: string) =>
    ask<Or<MessagesOfMeeting>>(`${baseUrl}${pathTo(ownPaths.messages, id)}${after === undefined ? '' : `?after=${after}`}`, {
      headers: asParticipant(participantToken),
    }),
  health: () => ask<Health>(baseUrl + paths.health),
  send: (path: string, init: RequestInit) => ask<Problem>(baseUrl + path, init),
})

export type Api = ReturnType<typeof api>

export const newMeeting = async (client: Api, body: unknown = {}): Promise<CreatedMeeting> => {
  const { status, body: meeting } = await client.create(body)
  if (status !== 200) throw new Error(`no meeting was created: ${status} ${JSON.stringify(meeting)}`)
  return meeting
}

/** What Retry-After says of a 503, in milliseconds. */
const retryAfter = 2_000

/** Asks until the answer is no 503: that is an honest one of a busy machine, and says nothing of what is asked. What is thrown is. */
export const answered = async <A extends { readonly status: number }>(ask: () => Promise<A>): Promise<A> => {
  const attempt = async () => {
    const asked = ask()
    const isOver = await asked.then(
      ({ status }) => status !== 503,
      () => true,
    )
    return isOver && { asked }
  }
  return (await until(attempt, { what: 'another answer than 503', every: retryAfter })).asked
}

/** Joins, however often it takes; under one key it is one seat all the same. */
export const joinPatiently = (client: Api, id: string, body: unknown): Promise<Answer<Or<Joined>>> => {
  const key = crypto.randomUUID()
  return answered(() => client.join(id, body, key))
}
