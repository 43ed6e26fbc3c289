import { SpanKind } from '@opentelemetry/api'
import type { DeadLetter } from '@runde/contracts/dead-letters'
import type { Stream } from '@runde/contracts/stream'
import type { Consumer } from './bus.ts'
import { within } from './deadline.ts'
import type { Headers } from './deadline-headers.ts'
import { deliveryTally } from './delivery-tally.ts'
import { attributes, parentOf, readMessage } from './envelope.ts'
import type { Logger } from './log.ts'
import { inSpan } from './span.ts'

/** A message on its way to a consumer, encoded. */
export interface Delivery {
  readonly place: number
  readonly subject: string
  readonly payload: string
  readonly headers: Headers
  /** How often it has been delivered, this time included. */
  readonly deliveries: number
}

export type Verdict =
  | { readonly kind: 'done' }
  /** `pause`: milliseconds. */
  | { readonly kind: 'again'; readonly pause: number }
  | { readonly kind: 'dead'; readonly letter: DeadLetter }

/** Milliseconds for one message. */
const patience = 5_000

/** Milliseconds before a failed message comes again: 0.1 s doubling to 5 s, so that service resumes soon after an outage. */
export const pauseBefore = (attempt: number): number => Math.min(5_000, 100 * 2 ** Math.min(attempt - 1, 20))

/** Runs a consumer on one delivery after the other and says what is to become of each. What it returns never throws. */
export const messageConsumer = <S extends Stream>(stream: S, name: string, consumer: Consumer<S>, log: Logger) => {
  const tally = deliveryTally()
  const dead = ({ place, subject, payload, deliveries }: Delivery, reason: string): Verdict => {
    tally.forget(place)
    const at = new Date().toISOString()
    return { kind: 'dead', letter: { stream: stream.name, sequence: place, consumer: name, subject, payload, reason, deliveries, at } }
  }
  return async (delivery: Delivery): Promise<Verdict> => {
    const { place, payload, headers, deliveries } = delivery
    const message = readMessage(stream, payload)
    if (message === undefined) return dead(delivery, 'it breaks its contract')
    const options = { kind: SpanKind.CONSUMER, attributes: attributes(stream.name), parent: parentOf(headers) }
    try {
      // The publisher's deadline does not bind: the work is owed however late it is.
      await inSpan(`process ${stream.name}`, options, () => consumer(message, within(patience)))
      tally.forget(place)
      return { kind: 'done' }
    } catch (error) {
      if (tally.isHopeless(place, deliveries, error)) return dead(delivery, String(error))
      log.warn({ err: error, stream: stream.name, place }, 'a message could not be processed and will come again')
      return { kind: 'again', pause: pauseBefore(deliveries) }
    }
  }
}
