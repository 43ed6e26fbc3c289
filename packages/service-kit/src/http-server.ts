import Fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify'
import { withDraining } from './http-drain.ts'
import { traceRequests } from './http-tracing.ts'
import { lazySchemas } from './lazy-schemas.ts'
import type { Logger } from './log.ts'
import { answerWithProblems, asRundeError, type NotFoundHandler, sendProblem } from './problem.ts'

export interface HttpServerOptions {
  readonly log: Logger
  /** Bytes. */
  readonly bodyLimit: number
  /** Certificate and key in PEM; without them plain HTTP. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined
  /** Answers what no route serves; without it a problem. */
  readonly notFound?: NotFoundHandler
  /** Milliseconds that the server goes on accepting when it drains; see `closeServer`. Without it none. */
  readonly drainGrace?: number
  /** Addresses or networks of proxies that are believed in `X-Forwarded-For`; without them nobody is. */
  readonly trustedProxies?: readonly string[]
}

const options = ({ bodyLimit, log, trustedProxies = [] }: HttpServerOptions): FastifyServerOptions => ({
  loggerInstance: log,
  // One line of our own a request, after the answer: the route, never the query, which may hold a token.
  logController: new LogController({ disableRequestLogging: true }),
  bodyLimit,
  // A typo must not be dropped, nor "5" taken for 5.
  ajv: { customOptions: { removeAdditional: false, coerceTypes: false, allErrors: true, verbose: true, keywords: ['x-refusal'] } },
  requestTimeout: 10_000,
  // Proxies keep connections for up to 90 s (Traefik, and Go's client, which LiveKit is). Whoever closes first must not be we:
  // a request that is just under way to us would be lost.
  keepAliveTimeout: 95_000,
  // Sets `request.ip`.
  trustProxy: trustedProxies.length > 0 && [...trustedProxies],
  // An address that is too long for an id is answered as any other unknown id.
  routerOptions: { ignoreTrailingSlash: true, maxParamLength: 2_000 },
  forceCloseConnections: 'idle',
  return503OnClosing: false,
  // An address that cannot be decoded is an address of nothing.
  frameworkErrors: (error, _request, reply) => void sendProblem(reply, asRundeError(error)),
})

/** A JSON type without a body is an empty object, so that the schema says what is missing; any other type is refused. */
const takeOnlyJson = (app: FastifyInstance) => {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, {})
    else parse(request, String(body), done)
  })
}

/** Fastify with Runde's rules: strict bodies, problem+json, a span, a measurement and a log line for each request. */
export const createHttpServer = (wanted: HttpServerOptions): FastifyInstance => {
  const schemas = lazySchemas()
  const app = Fastify({
    ...options(wanted),
    schemaController: { compilersFactory: schemas.compilersFactory },
    ...(wanted.tls ? { https: wanted.tls } : {}),
  } as FastifyServerOptions) as FastifyInstance
  schemas.compileAfterStart(app)
  takeOnlyJson(app)
  withDraining(app, wanted.drainGrace ?? 0)
  traceRequests(app)
  answerWithProblems(app, wanted.notFound)
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request
    const line = { method, route: routeOptions.url, status: reply.statusCode, ms: Math.round(reply.elapsedTime * 10) / 10 }
    if (routeOptions.config.quiet) request.log.debug(line, 'request')
    else request.log.info(line, 'request')
  })
  return app
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Logged at debug only: assets and probes. */
    quiet?: boolean
  }
}
