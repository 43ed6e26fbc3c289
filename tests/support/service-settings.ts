import { fileURLToPath } from 'node:url'
import type { Servers } from './servers.ts'
import { imagesAreWanted } from './service-images.ts'
import type { ServiceName } from './service-process.ts'

export interface Surroundings {
  readonly servers: Servers
  /** Where browsers reach the first gateway. */
  readonly baseUrl: string
}

/** Folder of the built pages. `WEB_ROOT` lets the tests use another build of them. */
export const webRoot = process.env.WEB_ROOT ?? fileURLToPath(new URL('../../web/dist', import.meta.url))

/** For the gateway: the tests are many people at one address; what limits do is shown by a suite of their own. */
export const unlimited = { LIMIT_MISSES: 'off', LIMIT_CREATES: 'off', LIMIT_JOINS: 'off', LIMIT_PASSCODES: 'off' }

/** What each service reads besides its ports; no service gets more than it asks for. */
export const serviceSettings = (service: ServiceName, { servers, baseUrl }: Surroundings): Record<string, string> => {
  const { natsUrls, redisUrls, livekitUrl, apiKey, apiSecret, stateSecret, cookieSecret } = servers
  const keys = { LIVEKIT_API_KEY: apiKey, LIVEKIT_API_SECRET: apiSecret }
  const common = { NATS_URL: natsUrls[service], HOST: '127.0.0.1' }
  switch (service) {
    case 'gateway':
      return {
        ...common,
        ...unlimited,
        FRONTEND_URL: baseUrl,
        // The image brings its own.
        ...(!imagesAreWanted() && { WEB_ROOT: webRoot }),
        LIVEKIT_PROXY_URL: livekitUrl,
        REDIS_URL: redisUrls.gateway,
        COOKIE_SECRET: cookieSecret,
      }
    case 'room-service':
      return { ...common, ...keys, REDIS_URL: redisUrls['room-service'], LIVEKIT_URL: livekitUrl, STATE_SECRET: stateSecret }
    case 'token-service':
    case 'webhook':
      return { ...common, ...keys }
  }
}
