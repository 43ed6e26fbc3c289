import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

export interface Origins {
  readonly frontendUrl: string
  /** Where the browser connects to LiveKit. */
  readonly livekitUrl: string
}

/** LiveKit's client asks by http too when a connection fails, to learn why. */
const livekitOrigins = (url: string) => {
  const { host } = new URL(url)
  const tls = url.startsWith('wss:') ? 's' : ''
  return [`ws${tls}://${host}`, `http${tls}://${host}`]
}

/** The browser may run, load and reach only what is ours: no inline script, no third party. */
export const securityHeaders = async (app: FastifyInstance, { frontendUrl, livekitUrl }: Origins): Promise<void> => {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'", ...livekitOrigins(livekitUrl)],
        workerSrc: ["'self'", 'blob:'],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: frontendUrl.startsWith('https:') ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  })
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('permissions-policy', 'camera=(self), microphone=(self), display-capture=(self), speaker-selection=(self), geolocation=()')
  })
}
