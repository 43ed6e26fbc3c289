import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { listMessages, MessageId, sendMessage } from '@runde/contracts/chat'
import { raiseHand } from '@runde/contracts/meetings'
import { ownPaths } from '@runde/contracts/own-paths'
import { HandBody, MessageBody, MessagesOfMeeting, OwnHand, SentMessage } from '@runde/contracts/rest'
import type { Bus } from '@runde/service-kit/bus'
import { within } from '@runde/service-kit/deadline'
import { Type } from 'typebox'
import { bearerOf } from './bearer-token.ts'
import { bodyRefusals, ofMeeting, patience } from './host-operation.ts'
import { IdempotencyHeaders, idempotencyKeyOf, ownKey } from './idempotency-key.ts'
import { problems } from './problem-answers.ts'

export interface Deps {
  readonly bus: Pick<Bus, 'request'>
}

const headers = Type.Object({
  authorization: Type.Optional(Type.String({ description: '`Bearer <participant_token>`, from the answer to join' })),
})

const refusals = ['invalid', 'session_unknown', 'banned', 'meeting_not_found', 'meeting_ended'] as const

/** Whose operation it is, in which meeting. */
const ownOf = ({ id }: { id: string }, { authorization }: { authorization?: string }) => {
  const participant_token = bearerOf(authorization, 'participant_token')
  return { meeting_id: id, ...(participant_token !== undefined && { participant_token }) }
}

/** What people do about themselves once they are in. */
export const ownRoutes =
  ({ bus }: Deps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'))

    const hand = {
      ...{ tags: ['Meetings'], summary: 'Raise or lower the own hand', headers, params: ofMeeting, body: HandBody },
      description:
        'Everybody sees it. Raised again it stays where it is in the queue; it goes down when its owner leaves, or a host lowers it.',
      response: {
        200: { description: 'The hand as it is now', ...OwnHand } as typeof OwnHand,
        ...problems(...refusals, ...bodyRefusals, 'unavailable'),
      },
    }
    app.post(ownPaths.hand, { schema: hand }, async ({ params, headers, body }) =>
      bus.request(raiseHand, { ...ownOf(params, headers), ...body }, within(patience)),
    )

    const send = {
      ...{ tags: ['Meetings'], summary: 'Say something in the chat', params: ofMeeting, body: MessageBody },
      headers: Type.Object({ ...headers.properties, ...IdempotencyHeaders.properties }),
      description:
        'Everybody in the meeting hears of it by the event `message`. A text, or in an encrypted meeting what the browser has sealed.',
      response: {
        200: { description: 'The message as everybody gets it', ...SentMessage } as typeof SentMessage,
        ...problems(
          ...refusals,
          'chat_forbidden',
          'sealing_wrong',
          'idempotency_key_reused',
          'too_many_requests',
          ...bodyRefusals,
          'unavailable',
        ),
      },
    }
    app.post(ownPaths.messages, { schema: send }, async ({ params, headers, body }) => {
      const idempotency_key = idempotencyKeyOf(headers['idempotency-key']) ?? ownKey()
      return bus.request(sendMessage, { ...ownOf(params, headers), ...body, idempotency_key }, within(patience))
    })

    const list = {
      ...{ tags: ['Meetings'], summary: 'Read the chat', headers, params: ofMeeting },
      description:
        'What was said since the meeting began, by people who have left too: the latest thousand. It is gone when the meeting ends.',
      querystring: Type.Object({
        after: Type.Optional({ ...MessageId, description: 'the last message that is known' } as typeof MessageId),
      }),
      response: {
        200: { description: 'Messages, oldest first', ...MessagesOfMeeting } as typeof MessagesOfMeeting,
        ...problems(...refusals, 'unavailable'),
      },
    }
    app.get(ownPaths.messages, { schema: list }, async ({ params, headers, query }) =>
      bus.request(listMessages, { ...ownOf(params, headers), ...query }, within(patience)),
    )
  }
