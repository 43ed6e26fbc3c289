import type { Readable } from 'node:stream'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { metrics } from '@opentelemetry/api'
import { RundeError } from '@runde/contracts/errors'
import { liveEvents } from '@runde/contracts/live'
import { paths } from '@runde/contracts/paths'
import type { Bus } from '@runde/service-kit/bus'
import { Type } from 'typebox'
import { bearerOf } from './bearer-token.ts'
import type { EventHub } from './event-hub.ts'
import { openEventStream } from './event-stream.ts'
import { openLiveFeed } from './live-feed.ts'
import { positionOf } from './live-frames.ts'
import type { ReadMessage } from './message-reader.ts'
import { problems } from './problem-answers.ts'

export interface Deps {
  readonly bus: Pick<Bus, 'request' | 'history'>
  readonly hub: EventHub
  readonly readMessage: ReadMessage
}

/** Milliseconds: shorter than the shortest idle time-out of common proxies, and an hour. */
const heartbeat = 15_000
const longest = 3_600_000
/** Connections that one replica holds at most, in all and of one meeting; the next is sent to another. */
const mostConnections = 10_000
const mostOfMeeting = 1_000

const schema = {
  tags: ['Meetings'],
  summary: 'Follow a meeting',
  description:
    'Server-sent events. First `meeting`, the meeting as it is; then what changes. Come back with `Last-Event-ID` and nothing is missed. ' +
    `The stream ends after \`ended\`. Data of each event, as JSON Schema: ${JSON.stringify(liveEvents)}`,
  params: Type.Object({ id: Type.String({ description: 'the meeting id, `xxx-xxxx-xxx`' }) }),
  headers: Type.Object({
    authorization: Type.Optional(Type.String({ description: '`Bearer <participant_token>`: people are named to participants only' })),
    'last-event-id': Type.Optional(Type.String({ description: 'the id of the last event that was received' })),
  }),
  response: {
    200: {
      description: 'Events, until the meeting ends',
      content: { 'text/event-stream': { schema: Type.Unsafe<Readable>({ type: 'string' }) } },
    },
    ...problems('invalid', 'session_unknown', 'banned', 'meeting_not_found', 'meeting_ended', 'unavailable'),
  },
}

/** `GET /api/v1/meetings/:id/events` */
export const eventsRoute =
  ({ bus, hub, readMessage }: Deps): FastifyPluginAsyncTypebox =>
  async (app) => {
    let open = 0
    metrics
      .getMeter('runde')
      .createObservableGauge('runde.events.connections', { description: 'Browsers that follow a meeting' })
      .addCallback((result) => result.observe(open))

    // A response to HEAD would go on for ever, unread.
    app.get(paths.meetingEvents, { schema, exposeHeadRoute: false, config: { quiet: true } }, async (request, reply) => {
      const full = open >= mostConnections || hub.listenersOf(request.params.id) >= mostOfMeeting
      if (full || app.draining.aborted) throw new RundeError('unavailable', 'This replica takes no more who follow this meeting.')
      const participantToken = bearerOf(request.headers.authorization, 'participant_token')
      const stream = openEventStream({ draining: app.draining, heartbeat, longest })
      open += 1
      stream.body.once('close', () => {
        open -= 1
      })
      try {
        const wanted = { meetingId: request.params.id, participantToken, after: positionOf(request.headers['last-event-id']) }
        const feed = await openLiveFeed({ bus, hub, readMessage }, wanted, stream)
        stream.body.once('close', () => feed[Symbol.dispose]())
        if (stream.body.destroyed) feed[Symbol.dispose]()
      } catch (error) {
        stream.body.destroy()
        throw error
      }
      // `x-accel-buffering`: a proxy must pass each event on as it comes.
      return reply
        .headers({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
        .send(stream.body)
    })
  }
