import type { Front } from './front.ts'

/** Port of LiveKit's TURN, without TLS: the proxy ends it. */
export const turnPort = 5349

/** Not below 1024, so that it needs no right for it; compose publishes 80 and 443. */
const ports = { http: 8080, https: 8443, ping: 8081 }

const settings = ({ acmeServer, acmeEmail }: Front) => ({
  global: { checkNewVersion: false, sendAnonymousUsage: false },
  // Of requests nothing is written down: signalling has its token in the query.
  log: { level: 'INFO', format: 'json' },
  entryPoints: {
    http: { address: `:${ports.http}`, http: { redirections: { entryPoint: { to: ':443', scheme: 'https', permanent: true } } } },
    https: { address: `:${ports.https}`, http3: { advertisedPort: 443 } },
    ping: { address: `127.0.0.1:${ports.ping}` },
  },
  ping: { entryPoint: 'ping' },
  // Sooner than the gateway closes them, or a request might meet a connection that is just being closed.
  serversTransport: { forwardingTimeouts: { idleConnTimeout: '30s' } },
  providers: { file: { filename: '/config/routes.yaml', watch: false } },
  certificatesResolvers: {
    acme: {
      acme: {
        storage: '/data/acme.json',
        keyType: 'EC256',
        httpChallenge: { entryPoint: 'http' },
        ...(acmeServer && { caServer: acmeServer }),
        ...(acmeEmail && { email: acmeEmail }),
      },
    },
  },
})

const tls = { certResolver: 'acme' }

/** Both names share a port: the name in the TLS handshake decides, before anything is read as HTTP. */
const routes = ({ domain, turnDomain }: Front) => ({
  http: {
    routers: { page: { entryPoints: ['https'], rule: `Host(\`${domain}\`)`, service: 'gateway', tls } },
    services: { gateway: { loadBalancer: { servers: [{ url: 'http://gateway:8000' }] } } },
  },
  tcp: {
    routers: { turn: { entryPoints: ['https'], rule: `HostSNI(\`${turnDomain}\`)`, service: 'turn', tls } },
    services: { turn: { loadBalancer: { servers: [{ address: `livekit:${turnPort}` }] } } },
  },
  // Whoever asks for another name gets nothing, not even a certificate.
  tls: { options: { default: { minVersion: 'VersionTLS12', sniStrict: true } } },
})

const render = (config: object) => `${JSON.stringify(config, null, 2)}\n`

/** Traefik's files (YAML takes JSON). It sets X-Forwarded-For by itself and believes nobody's. */
export const renderProxyConfig = (front: Front): Readonly<Record<'traefik.yaml' | 'routes.yaml', string>> => ({
  'traefik.yaml': render(settings(front)),
  'routes.yaml': render(routes(front)),
})
