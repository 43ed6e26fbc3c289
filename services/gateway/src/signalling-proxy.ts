import httpProxy from '@fastify/http-proxy'
import { RundeError } from '@runde/contracts/errors'
import { paths } from '@runde/contracts/paths'
import { sendProblem } from '@runde/service-kit/problem'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { checkResumption } from './check-resumption.ts'

/** Bytes of one signalling message; a session description of fifty people stays far below. */
const largestMessage = 1_048_576

const withAuthorization = (headers: object, request: FastifyRequest) => {
  const { authorization } = request.headers
  return authorization ? { ...headers, authorization } : headers
}

/** Passes LiveKit's signalling on, so that one origin and one certificate serve a machine without an ingress. */
export const signallingProxy = async (app: FastifyInstance, livekitUrl: string): Promise<void> => {
  await app.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, quiet: true }
      route.schema = { ...route.schema, hide: true }
    })
    scope.addHook('preHandler', checkResumption(livekitUrl))
    // Bodies pass through unread; the proxy brings parsers of its own.
    scope.removeAllContentTypeParsers()
    await scope.register(httpProxy, {
      upstream: livekitUrl,
      prefix: paths.signalling,
      rewritePrefix: paths.signalling,
      websocket: true,
      httpMethods: ['GET', 'HEAD', 'OPTIONS'],
      // A phone that fell asleep never answers a close; it must not hold up the drain.
      wsServerOptions: { maxPayload: largestMessage, closeTimeout: 3_000 },
      replyOptions: {
        onError: (reply) => void sendProblem(reply as FastifyReply, new RundeError('unavailable', 'LiveKit does not answer.')),
      },
      logLevel: 'warn',
      // Clients that are not browsers carry the token here, not in the query.
      wsClientOptions: { rewriteRequestHeaders: withAuthorization },
    })
  })
}
