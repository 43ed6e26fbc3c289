import { Server } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { integer, type Settings, withDefault } from './config.ts'

/** What a service with a public server reads besides. */
export const drainSettings = {
  /** Milliseconds from the signal to the end of listening; at least as long as a load balancer takes to notice. */
  DRAIN_GRACE: withDefault(integer(0, 20_000, 1_500), 1_500),
} as const satisfies Settings

/** Milliseconds that kept connections have to ask once more and be told that they end, at most as many as the grace. */
const longestLinger = 1_500
/** Milliseconds that requests under way have after that; the slowest answer has five seconds. */
const closePatience = 8_000

interface Drain {
  readonly grace: number
  readonly ending: AbortController
}

const drains = new WeakMap<FastifyInstance, Drain>()

/** Lets the server drain as `closeServer` says, and gives it `app.draining`. `grace`: milliseconds. */
export const withDraining = (app: FastifyInstance, grace: number): void => {
  const ending = new AbortController()
  drains.set(app, { grace, ending })
  app.decorate('draining', ending.signal)
  app.addHook('onSend', async (_request, reply) => {
    if (ending.signal.aborted) reply.header('connection', 'close')
  })
}

/** Stops listening and nothing else: an HTTP server that closes cuts idle connections too. Resolves when none is left. */
const stopListening = (app: FastifyInstance): Promise<void> =>
  new Promise((resolve) => Server.prototype.close.call(app.server, () => resolve()))

/**
 * Ends the server so that nobody notices who can go elsewhere. For the grace it goes on as before, while load balancers
 * learn that it is no longer ready. Then it stops listening, and tells responses that do not end by themselves
 * (`app.draining`). Connections that were kept are answered as before, but each answer ends its connection. It is not told
 * to end earlier: callers would come back on new connections, and some of those would be in the queue when listening ends.
 * At last requests may finish, and each connection is closed as soon as it is idle; Node does that only once, when closing
 * begins, so that a browser that keeps one open would hold the process.
 */
export const closeServer = async (app: FastifyInstance): Promise<void> => {
  const { grace, ending } = drains.get(app) ?? { grace: 0, ending: new AbortController() }
  await pause(grace)
  const gone = stopListening(app)
  ending.abort()
  await Promise.race([gone, pause(Math.min(grace, longestLinger))])
  const idle = setInterval(() => app.server.closeIdleConnections(), 100)
  const late = setTimeout(() => app.server.closeAllConnections(), closePatience)
  try {
    await Promise.all([gone, app.close()])
  } finally {
    clearInterval(idle)
    clearTimeout(late)
  }
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Aborted once the server no longer listens: a response that does not end by itself (an event stream) must end now. */
    readonly draining: AbortSignal
  }
}
