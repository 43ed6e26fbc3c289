import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { integer, type Settings, withDefault } from './config.ts'

/** What a service with a public server reads besides. */
export const drainSettings = {
  /** Milliseconds from the signal to the end of listening; at least as long as a load balancer takes to notice. */
  DRAIN_GRACE: withDefault(integer(0, 20_000, 1_500), 1_500),
} as const satisfies Settings

/** Milliseconds that requests under way have once the server no longer listens; the slowest answer has five seconds. */
const closePatience = 8_000

interface Drain {
  readonly grace: number
  readonly ending: AbortController
  begun: boolean
}

const drains = new WeakMap<FastifyInstance, Drain>()

/** Lets the server drain as `closeServer` says, and gives it `app.draining`. `grace`: milliseconds. */
export const withDraining = (app: FastifyInstance, grace: number): void => {
  const drain: Drain = { grace, ending: new AbortController(), begun: false }
  drains.set(app, drain)
  app.decorate('draining', drain.ending.signal)
  app.addHook('onSend', async (_request, reply) => {
    if (drain.begun) reply.header('connection', 'close')
  })
}

const stopListening = async (app: FastifyInstance): Promise<void> => {
  // Who has connected by now is let in first: the loop takes every waiting connection before it gets here.
  await nextTurn()
  await new Promise<void>((resolve) => app.server.close(() => resolve()))
}

/**
 * Ends the server so that nobody notices who can go elsewhere. For the grace it goes on as before, but every answer ends its
 * connection: callers come back on a new one, which a load balancer sends to another replica. Then it stops listening, tells
 * responses that do not end by themselves (`app.draining`), lets requests finish, and closes each connection as soon as it
 * is idle. Node closes idle connections only once, when closing begins: a browser that keeps one open would hold the process.
 */
export const closeServer = async (app: FastifyInstance): Promise<void> => {
  const drain = drains.get(app)
  if (drain) {
    drain.begun = true
    await pause(drain.grace)
  }
  const stopped = stopListening(app)
  const idle = setInterval(() => app.server.closeIdleConnections(), 100)
  const late = setTimeout(() => app.server.closeAllConnections(), closePatience)
  try {
    await nextTurn()
    drain?.ending.abort()
    await Promise.all([stopped, app.close()])
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
