import { context, propagation, SpanKind } from '@opentelemetry/api'
import { isErrorCode, RundeError } from '@runde/contracts/errors'
import type { ReplyOf, RequestOf, Rpc } from '@runde/contracts/rpc'
import type { MessageOf, Stream } from '@runde/contracts/stream'
import type { TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import type { Call, Handler } from './bus.ts'
import { deadlineHeaders, type Headers } from './deadline-headers.ts'
import type { Logger } from './log.ts'
import { inSpan } from './span.ts'

/** `retry_after`: seconds, where the other side knows them. */
type Reply = { ok: true; value: unknown } | { ok: false; code: string; detail: string; retry_after?: number }

const validators = new WeakMap<TSchema, Validator>()
const validatorOf = (schema: TSchema): Validator => {
  const known = validators.get(schema)
  if (known) return known
  const made = Compile(schema)
  validators.set(schema, made)
  return made
}

export const headersOf = (call: Call): Headers => {
  const headers = deadlineHeaders(call.deadline)
  propagation.inject(context.active(), headers)
  return headers
}

/** The trace that a message belongs to. */
export const parentOf = (headers: Headers) => propagation.extract(context.active(), headers)

/** Messaging attributes of OpenTelemetry's semantic conventions. */
export const attributes = (subject: string) => ({ 'messaging.system': 'nats', 'messaging.destination.name': subject })

export const requesting = <T>(subject: string, work: () => Promise<T>): Promise<T> =>
  inSpan(`request ${subject}`, { kind: SpanKind.CLIENT, attributes: attributes(subject) }, work)

export const publishing = <T>(subject: string, work: () => Promise<T>): Promise<T> =>
  inSpan(`publish ${subject}`, { kind: SpanKind.PRODUCER, attributes: attributes(subject) }, work)

const handled = async <R extends Rpc>(rpc: R, handler: Handler<R>, payload: string, call: Call): Promise<unknown> => {
  const request: unknown = JSON.parse(payload)
  if (!validatorOf(rpc.request).Check(request)) throw new RundeError('invalid', `the request on ${rpc.subject} breaks its contract`)
  return handler(request as RequestOf<R>, call)
}

/** Runs a handler on an encoded request and encodes what comes of it. Never throws: the caller must not be left waiting. */
export const answer = async <R extends Rpc>(
  rpc: R,
  handler: Handler<R>,
  payload: string,
  { headers, call }: { readonly headers: Headers; readonly call: Call },
  log: Logger,
): Promise<string> => {
  let reply: Reply
  try {
    const options = { kind: SpanKind.SERVER, attributes: attributes(rpc.subject), parent: parentOf(headers) }
    reply = { ok: true, value: await inSpan(`serve ${rpc.subject}`, options, () => handled(rpc, handler, payload, call)) }
  } catch (error) {
    if (error instanceof RundeError) {
      const { code, message: detail, retryAfter: retry_after } = error
      reply = { ok: false, code, detail, ...(retry_after !== undefined && { retry_after }) }
    } else {
      log.error({ err: error, subject: rpc.subject }, 'handler failed unexpectedly')
      reply = { ok: false, code: 'internal', detail: 'unexpected error' }
    }
  }
  return JSON.stringify(reply)
}

/** @throws RundeError with the code that the other side answered. */
export const open = <R extends Rpc>(_rpc: R, payload: string): ReplyOf<R> => {
  const reply = JSON.parse(payload) as Reply
  if (reply.ok) return reply.value as ReplyOf<R>
  const { code, detail, retry_after } = reply
  throw new RundeError(isErrorCode(code) ? code : 'internal', detail, retry_after === undefined ? {} : { retryAfter: retry_after })
}

/** The message of a payload; `undefined` when it breaks the stream's contract. */
export const readMessage = <S extends Stream>(stream: S, payload: string): MessageOf<S> | undefined => {
  try {
    const message: unknown = JSON.parse(payload)
    return validatorOf(stream.message).Check(message) ? (message as MessageOf<S>) : undefined
  } catch {
    return undefined
  }
}
