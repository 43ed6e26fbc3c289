import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { RundeError } from '@runde/contracts/errors'
import { type AdmittedParticipant, admitParticipant, createMeeting, findMeeting, releaseSeat } from '@runde/contracts/meetings'
import { paths } from '@runde/contracts/paths'
import { CreateBody, CreatedMeeting, JoinBody, Joined, MeetingExists, MeetingInfo, Waiting } from '@runde/contracts/rest'
import { mintToken } from '@runde/contracts/tokens'
import type { Bus, Call } from '@runde/service-kit/bus'
import { within } from '@runde/service-kit/deadline'
import type { FastifyReply } from 'fastify'
import { type TSchema, Type } from 'typebox'
import { bearerOf } from './bearer-token.ts'
import { browserOf } from './browser-cookie.ts'
import { defaultBody } from './default-body.ts'
import { IdempotencyHeaders, idempotencyKeyOf, keepOwn, ownKey } from './idempotency-key.ts'
import { hostUrl, meetingUrl } from './meeting-url.ts'
import { problems } from './problem-answers.ts'

export interface Deps {
  readonly bus: Bus
  readonly frontendUrl: string
  readonly livekitUrl: string
}

/** Milliseconds for one operation, from the request to its answer. */
const patience = 5_000

/** Seconds after which whoever waits asks again: their place is kept five times as long, for pages that sleep. */
const knockEvery = 30

const JoinHeaders = Type.Object({
  ...IdempotencyHeaders.properties,
  authorization: Type.Optional(Type.String({ description: '`Bearer <host_key>`: makes the participant a host' })),
})
const Params = Type.Object({ id: Type.String({ description: 'the meeting id, `xxx-xxxx-xxx`' }) })
const answer = <Body extends TSchema>(description: string, schema: Body) => ({ 200: { description, ...schema } as Body })
const noStore = (reply: FastifyReply) => reply.header('cache-control', 'no-store')

/** `/api/v1/meetings`: each route is one composition of requests on the bus. */
export const meetingRoutes =
  ({ bus, frontendUrl, livekitUrl }: Deps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const findLive = async (id: string, call: Call) => {
      const found = await bus.request(findMeeting, { meeting_id: id }, call)
      const { status } = found.meeting
      if (status === 'ending' || status === 'ended') throw new RundeError('meeting_ended', 'The meeting has ended.')
      return found
    }

    /** `giveBack`: the seat, when there is no token for it. */
    const mint = async (
      { meeting: { meeting_id }, participant_id, display_name, role, permissions, hand }: AdmittedParticipant,
      { call, giveBack }: { call: Call; giveBack: boolean },
    ): Promise<string> => {
      const asked = { meeting_id, participant_id, display_name, role, permissions, ...(hand !== undefined && { hand }) }
      try {
        return (await bus.request(mintToken, asked, call)).token
      } catch (error) {
        if (giveBack) await bus.request(releaseSeat, { meeting_id, participant_id }, within(1_000)).catch(() => {})
        throw error
      }
    }

    const create = {
      tags: ['Meetings'],
      summary: 'Create a meeting',
      description: 'The body may be left out. The room stands on LiveKit when the answer comes.',
      headers: IdempotencyHeaders,
      body: CreateBody,
      response: {
        ...answer('The meeting, and the link to share', CreatedMeeting),
        ...problems('invalid', 'too_large', 'unsupported_media_type', 'idempotency_key_reused', 'unavailable'),
      },
    }
    app.post(paths.createMeeting, { schema: create, preValidation: defaultBody }, async ({ body, headers }, reply) => {
      const key = idempotencyKeyOf(headers['idempotency-key'])
      const idempotency = key === undefined ? { idempotency_key: ownKey(), idempotency_keep: keepOwn } : { idempotency_key: key }
      const meeting = await bus.request(createMeeting, { ...body, ...idempotency }, within(patience))
      const { meeting_id, created_at, expires_at, host_key } = meeting
      noStore(reply)
      const urls = { meeting_url: meetingUrl(frontendUrl, meeting_id), host_url: hostUrl(frontendUrl, meeting_id, host_key) }
      return { meeting_id, created_at, expires_at, host_key, ...urls }
    })

    const exists = {
      tags: ['Meetings'],
      summary: 'Whether a meeting exists',
      description: '404 for a malformed id as for an unknown one; 410 when it has ended.',
      params: Params,
      response: { ...answer('It does', MeetingExists), ...problems('meeting_not_found', 'meeting_ended', 'unavailable') },
    }
    app.get(paths.meetingExists, { schema: exists }, async ({ params }, reply) => {
      noStore(reply)
      const { meeting } = await findLive(params.id, within(patience))
      return { exists: true as const, status: meeting.status }
    })

    const info = {
      tags: ['Meetings'],
      summary: 'What a meeting is',
      params: Params,
      response: { ...answer('The meeting as it is now', MeetingInfo), ...problems('meeting_not_found', 'meeting_ended', 'unavailable') },
    }
    app.get(paths.meetingInfo, { schema: info }, async ({ params }, reply) => {
      noStore(reply)
      const { meeting, num_participants } = await findLive(params.id, within(patience))
      return { ...meeting, meeting_url: meetingUrl(frontendUrl, meeting.meeting_id), num_participants }
    })

    const join = {
      tags: ['Meetings'],
      summary: 'Join a meeting',
      description:
        'Takes a seat and answers what the browser needs to connect. The seat is free again if nobody connects within a minute. ' +
        'Where a host has to let people in, whoever is new gets a place in the lobby: join again with its `participant_token` every `retry_after` seconds, and when the events tell of a decision.',
      params: Params,
      headers: JoinHeaders,
      body: JoinBody,
      response: {
        ...answer('A seat, and what the browser needs to connect', Joined),
        202: { description: 'A place in the lobby', ...Waiting },
        ...problems(
          ...(['invalid', 'banned', 'meeting_locked', 'passcode_required', 'passcode_wrong', 'admission_denied', 'not_host'] as const),
          ...(['meeting_not_found', 'meeting_full', 'lobby_full', 'meeting_ended'] as const),
          ...(['too_large', 'unsupported_media_type', 'unavailable'] as const),
        ),
      },
    }
    app.post(paths.joinMeeting, { schema: join }, async (request, reply) => {
      const { params, body, headers, log } = request
      noStore(reply)
      const host_key = bearerOf(headers.authorization, 'host_key')
      const call = within(patience)
      const key = idempotencyKeyOf(headers['idempotency-key'])
      const admission = {
        ...body,
        ...{ display_name: body.display_name.trim(), meeting_id: params.id, idempotency_key: key ?? ownKey() },
        ...(host_key !== undefined && { host_key }),
        browser: browserOf(request, reply),
      }
      const { admitted, waiting } = await bus.request(admitParticipant, admission, call)
      if (waiting) return reply.code(202).send({ ...waiting, retry_after: knockEvery })
      if (!admitted) throw new RundeError('internal', 'neither admitted nor waiting')
      // A caller without a key or a session never learns who it was, so the seat would stay taken for a minute.
      const token = await mint(admitted, { call, giveBack: !body.participant_token && !key })
      const { meeting, participant_id, participant_token, role, permissions } = admitted
      const { meeting_id, expires_at, encrypted } = meeting
      log.info({ meeting_id, participant_id, role }, 'participant joining')
      return { token, meeting_id, livekit_url: livekitUrl, participant_id, participant_token, role, permissions, encrypted, expires_at }
    })
  }
