import { type ErrorCode, errors, type FieldProblem, RundeError } from '@runde/contracts/errors'
import type { Problem } from '@runde/contracts/rest'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Seconds after which a request that may succeed later is worth repeating; a seat takes longer than a restart. */
const pauseBefore = ({ code, retryAfter }: RundeError): number => retryAfter ?? (code === 'meeting_full' ? 15 : 2)

/** Fastify's own refusals, in our terms. */
const byFastifyCode: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid',
  FST_ERR_CTP_INVALID_JSON_BODY: 'invalid',
  FST_ERR_BAD_URL: 'not_found',
}

interface Violation {
  readonly instancePath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message?: string
  readonly parentSchema?: { readonly 'x-refusal'?: string }
}

const problemOf = (violation: Violation): FieldProblem => {
  const path = violation.instancePath.split('/').filter(Boolean)
  const { additionalProperty, missingProperty } = violation.params
  const name = additionalProperty ?? missingProperty
  const field = [...path, ...(typeof name === 'string' ? [name] : [])].join('.') || 'body'
  if (violation.keyword === 'additionalProperties') return { field, problem: 'is not a known field' }
  if (violation.keyword === 'required') return { field, problem: 'is missing' }
  if (violation.keyword === 'pattern' && violation.parentSchema?.['x-refusal'])
    return { field, problem: violation.parentSchema['x-refusal'] }
  return { field, problem: violation.message ?? 'is not valid' }
}

const notJson = (detail: string) => new RundeError('invalid', detail, { fields: [{ field: 'body', problem: 'is not valid JSON' }] })

/** What any thrown thing is in the closed table of errors. */
export const asRundeError = (error: FastifyError | RundeError | Error): RundeError => {
  if (error instanceof RundeError) return error
  if ('validation' in error && error.validation) {
    const fields = (error.validation as unknown as Violation[]).map(problemOf)
    return new RundeError('invalid', fields.map(({ field, problem }) => `${field} ${problem}`).join('; '), { fields })
  }
  const known = 'code' in error ? byFastifyCode[error.code] : undefined
  if (known === 'invalid') return notJson(error.message)
  if (known) return new RundeError(known, error.message)
  const status = 'statusCode' in error ? (error.statusCode ?? 500) : 500
  // A syntax error in the body, or an own `__proto__` in it.
  if (error instanceof SyntaxError && status === 400) return notJson(error.message)
  // What a plugin refuses: a path outside its folder, a range outside its file.
  if (status >= 400 && status < 500) return new RundeError(status === 404 || status === 403 ? 'not_found' : 'invalid', error.message)
  if (status >= 502 && status <= 504) return new RundeError('unavailable', 'A part of the system does not answer.', { cause: error })
  return new RundeError('internal', 'Something unexpected happened; it is in the log.', { cause: error })
}

export const problemBody = (error: RundeError): Problem => ({
  type: 'about:blank',
  title: errors[error.code].title,
  status: errors[error.code].status,
  code: error.code,
  detail: error.message,
  ...(error.fields.length > 0 ? { errors: [...error.fields] } : {}),
})

export const sendProblem = (reply: FastifyReply, error: RundeError): FastifyReply => {
  if (errors[error.code].retry) reply.header('retry-after', pauseBefore(error))
  return reply.status(errors[error.code].status).type('application/problem+json').send(problemBody(error))
}

export type NotFoundHandler = (request: FastifyRequest, reply: FastifyReply) => unknown

export const sendNotFound: NotFoundHandler = (request, reply) =>
  sendProblem(reply, new RundeError('not_found', `There is nothing at ${request.url.split('?')[0]}.`))

/** Every error of the server leaves as RFC 9457 problem+json with a stable `code`. */
export const answerWithProblems = (app: FastifyInstance, notFound: NotFoundHandler = sendNotFound): void => {
  app.setErrorHandler((thrown: FastifyError | RundeError | Error, request: FastifyRequest, reply: FastifyReply) => {
    const error = asRundeError(thrown)
    if (error.code === 'internal') request.log.error({ err: thrown }, 'request failed unexpectedly')
    else if (error.code === 'unavailable') request.log.warn({ err: error.cause ?? error }, 'request failed: a part is away')
    return sendProblem(reply, error)
  })
  app.setNotFoundHandler(async (request, reply) => notFound(request, reply))
}
