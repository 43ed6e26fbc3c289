import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { raiseHand } from '@runde/contracts/meetings'
import { ownPaths } from '@runde/contracts/own-paths'
import { HandBody, OwnHand } from '@runde/contracts/rest'
import type { Bus } from '@runde/service-kit/bus'
import { within } from '@runde/service-kit/deadline'
import { Type } from 'typebox'
import { bearerOf } from './bearer-token.ts'
import { bodyRefusals, ofMeeting, patience } from './host-operation.ts'
import { problems } from './problem-answers.ts'

export interface Deps {
  readonly bus: Pick<Bus, 'request'>
}

const headers = Type.Object({
  authorization: Type.Optional(Type.String({ description: '`Bearer <participant_token>`, from the answer to join' })),
})

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
        ...problems('invalid', 'session_unknown', 'banned', 'meeting_not_found', 'meeting_ended', ...bodyRefusals, 'unavailable'),
      },
    }
    app.post(ownPaths.hand, { schema: hand }, async ({ params, headers: { authorization }, body }) => {
      const participant_token = bearerOf(authorization, 'participant_token')
      const session = participant_token === undefined ? {} : { participant_token }
      return bus.request(raiseHand, { meeting_id: params.id, ...session, ...body }, within(patience))
    })
  }
