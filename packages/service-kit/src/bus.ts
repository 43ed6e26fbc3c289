import type { ReplyOf, RequestOf, Rpc } from '@runde/contracts/rpc'
import type { MessageOf, Stream } from '@runde/contracts/stream'
import type { Deadline } from './deadline.ts'

export interface Call {
  readonly deadline: Deadline
}

export type Handler<R extends Rpc> = (request: RequestOf<R>, call: Call) => Promise<ReplyOf<R>>

/** Runs at least once for each message; a message whose handler throws comes again, after a growing pause, until it does not. */
export type Consumer<S extends Stream> = (message: MessageOf<S>, call: Call) => Promise<void>

export interface Publication {
  readonly subject: string
  /** Messages with the same id are stored once. */
  readonly id: string
}

/** Typed messages between services. Implementations: `nats-bus.ts`, `memory-bus.ts`; one suite runs over both. */
export interface Bus extends AsyncDisposable {
  /** False while requests would fail at once. */
  connected(): boolean
  /** @throws RundeError with the handler's code, or `unavailable` when nobody answered by the deadline. */
  request<R extends Rpc>(rpc: R, request: RequestOf<R>, call: Call): Promise<ReplyOf<R>>
  /** Shares the subject with the other replicas of the service; each request reaches one of them. */
  serve<R extends Rpc>(rpc: R, handler: Handler<R>): Promise<void>
  /** Resolves when the message is stored durably. @throws RundeError `unavailable`; publishing again with the same id is safe. */
  publish<S extends Stream>(stream: S, message: MessageOf<S>, publication: Publication, call: Call): Promise<void>
  /** Reads the stream under a durable name that the service's replicas share; every message is acknowledged after its handler. */
  consume<S extends Stream>(stream: S, durable: string, consumer: Consumer<S>): Promise<void>
}
