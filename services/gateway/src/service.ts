import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { Bus } from '@runde/service-kit/bus'
import { closeServer } from '@runde/service-kit/http-drain'
import { createHttpServer } from '@runde/service-kit/http-server'
import type { Logger } from '@runde/service-kit/log'
import { apiDocs } from './api-docs.ts'
import { assetRoutes } from './asset-routes.ts'
import { browserCookie } from './browser-cookie.ts'
import { startEventHub } from './event-hub.ts'
import { eventsRoute } from './events-route.ts'
import { healthRoute } from './health-route.ts'
import { hostKeyRoutes } from './host-key-routes.ts'
import { hostRoutes } from './host-routes.ts'
import { limitRequests } from './limits/limit-requests.ts'
import type { Limits } from './limits/limits.ts'
import type { Pages } from './load-pages.ts'
import { meetingRoutes } from './meeting-routes.ts'
import { createMessageReader } from './message-reader.ts'
import { ownRoutes } from './own-routes.ts'
import { notFoundPage, pageRoutes } from './page-routes.ts'
import { peopleRoutes } from './people-routes.ts'
import { securityHeaders } from './security-headers.ts'
import { signallingProxy } from './signalling-proxy.ts'

export interface Deps {
  readonly bus: Bus
  readonly log: Logger
  readonly pages: Pages
  readonly version: string
  readonly address: { readonly host: string; readonly port: number }
  /** Milliseconds. */
  readonly drainGrace: number
  readonly trustedProxies: readonly string[]
  readonly limits: Limits
  readonly webRoot: string
  readonly tls?: { readonly cert: string; readonly key: string } | undefined
  readonly cookieSecret: string
  readonly frontendUrl: string
  /** Where browsers connect to LiveKit. */
  readonly livekitUrl: string
  /** LiveKit as the gateway reaches it, when it passes signalling on. */
  readonly livekitProxyUrl?: string | undefined
}

/** Bytes of a request's body. */
const bodyLimit = 16_384

/** Everything that the internet can reach. Read this to see every address. */
export const startGateway = async (deps: Deps): Promise<AsyncDisposable> => {
  const notFound = notFoundPage(deps.pages)
  const hub = await startEventHub(deps)
  const app = createHttpServer({
    log: deps.log,
    bodyLimit,
    tls: deps.tls,
    notFound,
    drainGrace: deps.drainGrace,
    trustedProxies: deps.trustedProxies,
  }).withTypeProvider<TypeBoxTypeProvider>()
  await securityHeaders(app, deps)
  await apiDocs(app, deps)
  await browserCookie(app, { secret: deps.cookieSecret, secure: deps.frontendUrl.startsWith('https:') })
  limitRequests(app, deps.limits)
  await app.register(meetingRoutes(deps))
  await app.register(hostRoutes(deps))
  await app.register(peopleRoutes(deps))
  await app.register(ownRoutes(deps))
  await app.register(hostKeyRoutes(deps))
  await app.register(eventsRoute({ ...deps, hub, readMessage: createMessageReader(deps) }))
  await app.register(healthRoute(deps))
  await app.register(pageRoutes(deps.pages))
  await app.register(assetRoutes(deps.webRoot))
  if (deps.livekitProxyUrl) await signallingProxy(app, deps.livekitProxyUrl)
  await app.listen(deps.address)
  return {
    async [Symbol.asyncDispose]() {
      await closeServer(app)
      await hub[Symbol.asyncDispose]()
    },
  }
}
