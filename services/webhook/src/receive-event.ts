import { RundeError } from '@runde/contracts/errors'
import { type LivekitEvent, livekitEventSubject, livekitEvents } from '@runde/contracts/livekit-events'
import { isMeetingId } from '@runde/contracts/meeting-id'
import type { Bus } from '@runde/service-kit/bus'
import { within } from '@runde/service-kit/deadline'
import type { Logger } from '@runde/service-kit/log'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { WebhookReceiver } from 'livekit-server-sdk'
import { asLivekitEvent } from './as-livekit-event.ts'
import type { LivekitKey } from './livekit-keys.ts'

export interface Deps {
  readonly bus: Bus
  readonly log: Logger
  /** LiveKit signs with one of them. */
  readonly keys: readonly LivekitKey[]
}

/** Seconds after which a report is refused: somebody may have recorded it. */
const oldest = 300
/** Milliseconds for the durable write; LiveKit sends again what was not acknowledged. */
const patience = 2_000

const verified = async (receivers: readonly WebhookReceiver[], request: FastifyRequest) => {
  const body = typeof request.body === 'string' ? request.body : ''
  try {
    return await Promise.any(receivers.map((receiver) => receiver.receive(body, request.headers.authorization)))
  } catch (cause) {
    throw new RundeError('unauthorized', 'The signature of the webhook does not fit its body and our key.', { cause })
  }
}

const checkAge = (event: LivekitEvent) => {
  const age = Date.now() / 1_000 - event.created_at
  if (age > oldest) throw new RundeError('unauthorized', `The event is ${Math.round(age)} s old; at most ${oldest} s are accepted.`)
}

/** Answers 200 only when the event is stored durably; anything else makes LiveKit send it again. */
export const receiveEvent = ({ bus, log, keys }: Deps) => {
  const receivers = keys.map(({ key, secret }) => new WebhookReceiver(key, secret))
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const event = asLivekitEvent(await verified(receivers, request))
    checkAge(event)
    // Somebody else's room on the same LiveKit is none of our business.
    if (!isMeetingId(event.meeting_id)) return reply.status(200).send()
    await bus.publish(livekitEvents, event, { subject: livekitEventSubject(event), id: event.id }, within(patience))
    log.info({ meeting_id: event.meeting_id, participant_id: event.participant?.participant_id, event: event.type }, 'LiveKit event stored')
    return reply.status(200).send()
  }
}
