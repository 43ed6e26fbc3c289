import { serviceHealth } from '@runde/contracts/health'
import { paths } from '@runde/contracts/paths'
import type { Bus } from '@runde/service-kit/bus'
import { closeServer } from '@runde/service-kit/http-drain'
import { createHttpServer } from '@runde/service-kit/http-server'
import type { Logger } from '@runde/service-kit/log'
import type { LivekitKey } from './livekit-keys.ts'
import { receiveEvent } from './receive-event.ts'

export interface Deps {
  readonly bus: Bus
  readonly log: Logger
  readonly address: { readonly host: string; readonly port: number }
  /** Milliseconds. */
  readonly drainGrace: number
  readonly keys: readonly LivekitKey[]
}

/** Bytes; LiveKit's largest report, of a participant with all its tracks, is a few kB. */
const bodyLimit = 262_144

/** Everything that the service does: one route, called by LiveKit alone. */
export const startWebhook = async (deps: Deps): Promise<AsyncDisposable> => {
  const app = createHttpServer({ log: deps.log, bodyLimit, drainGrace: deps.drainGrace })
  // The signature is over the exact bytes, and a 415 would make LiveKit drop the event for good: take every type as text.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  app.post(paths.livekitWebhook, { config: { quiet: true } }, receiveEvent(deps))
  await deps.bus.serve(serviceHealth.webhook, async () => ({ parts: {} }))
  await app.listen(deps.address)
  return { [Symbol.asyncDispose]: () => closeServer(app) }
}
