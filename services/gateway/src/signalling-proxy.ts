import httpProxy from '@fastify/http-proxy'
import { paths } from '@runde/contracts/paths'
import type { FastifyInstance, FastifyRequest } from 'fastify'

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
    // Bodies pass through unread; the proxy brings parsers of its own.
    scope.removeAllContentTypeParsers()
    await scope.register(httpProxy, {
      upstream: livekitUrl,
      prefix: paths.signalling,
      rewritePrefix: paths.signalling,
      websocket: true,
      logLevel: 'warn',
      // Clients that are not browsers carry the token here, not in the query.
      wsClientOptions: { rewriteRequestHeaders: withAuthorization },
    })
  })
}
