import type { ReplyOf, RequestOf, Rpc } from '@runde/contracts/rpc'
import type { MessageOf, Stream } from '@runde/contracts/stream'
import type { Deadline } from './deadline.ts'

export interface Call {
  readonly deadline: Deadline
}

export type Handler<R extends Rpc> = (request: RequestOf<R>, call: Call) => Promise<ReplyOf<R>>

/**
 * Runs at least once for each message. A message whose handler throws comes again after a growing pause: for as long as a
 * part is away (`unavailable`), five times in all for any other reason, and then it is kept as a dead letter.
 */
export type Consumer<S extends Stream> = (message: MessageOf<S>, call: Call) => Promise<void>

export interface Publication {
  readonly subject: string
  /** Messages with the same id are stored once. */
  readonly id: string
}

/** A message of a stream with its place in it; places grow, without gaps only while nothing is deleted. */
export interface Placed<S extends Stream> {
  readonly message: MessageOf<S>
  readonly place: number
}

/** Typed messages between services. Implementations: `nats-bus.ts`, `memory-bus.ts`; one suite runs over both. */
export interface Bus extends AsyncDisposable {
  /** False while requests would fail at once. */
  connected(): boolean
  /**
   * Waits two seconds for the answer. When nothing was heard and time and the retry budget allow, asks once more: every
   * rpc may be run twice (see `Rpc`). An answer that is an error is an answer.
   * @throws RundeError with the handler's code, or `unavailable` when nobody answered in time.
   */
  request<R extends Rpc>(rpc: R, request: RequestOf<R>, call: Call): Promise<ReplyOf<R>>
  /** Shares the subject with the other replicas of the service; each request reaches one of them. */
  serve<R extends Rpc>(rpc: R, handler: Handler<R>): Promise<void>
  /** Resolves when the message is stored durably. @throws RundeError `unavailable`; publishing again with the same id is safe. */
  publish<S extends Stream>(stream: S, message: MessageOf<S>, publication: Publication, call: Call): Promise<void>
  /** Reads the stream under a durable name that the service's replicas share; every message is acknowledged after its handler. */
  consume<S extends Stream>(stream: S, durable: string, consumer: Consumer<S>): Promise<void>
  /**
   * Hands every message that is stored from now on to this replica, in order and without acknowledgement, for as long as it
   * is not disposed; interruptions are caught up with. Messages that break the contract are passed over. Resolves with the
   * place of the last message before "now" once following has begun. `onLost` runs when the stream had to be begun anew
   * (NATS lost its disk): places before it mean nothing any more.
   */
  follow<S extends Stream>(stream: S, onMessage: (placed: Placed<S>) => void, onLost?: () => void): Promise<Following>
  /** The stored messages of `subjects` (may end in `>`) after a place, oldest first, at most `limit`. @throws RundeError `unavailable` */
  history<S extends Stream>(
    stream: S,
    wanted: { readonly subjects: string; readonly after: number; readonly limit: number },
    call: Call,
  ): Promise<readonly Placed<S>[]>
}

export interface Following extends AsyncDisposable {
  /** Of the last message that was stored before following began; 0 in an empty stream. */
  readonly from: number
}
