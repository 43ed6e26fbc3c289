import { join } from 'node:path'
import type { NatsUserName } from '../access/nats-users.ts'
import type { RedisUserName } from '../access/redis-users.ts'
import type { Addresses } from './addresses.ts'
import type { Certificate } from './certificate.ts'
import type { Ports } from './choose-ports.ts'
import { natsUrl } from './nats-config.ts'
import type { ProcessSpec } from './processes.ts'
import { redisUrl } from './redis-config.ts'
import type { Secrets } from './secrets.ts'

export interface ServicePlanDeps {
  readonly root: string
  readonly env: NodeJS.ProcessEnv
  readonly ports: Ports
  readonly secrets: Secrets
  readonly addresses: Pick<Addresses, 'bind'>
  readonly frontendUrl: string
  readonly certificate: Certificate | undefined
  /** Where Node keeps what it compiled, which makes the next start quick. */
  readonly compileCache: string
}

/** Milliseconds that a service has to finish what runs; it gives itself 25 s. */
const patience = 25_500
/** The services keep little that is young; a small nursery saves tens of megabytes each. */
const nodeFlags = ['--max-semi-space-size=1']
// Ours alone: whatever the shell holds under these names belongs to something else.
const own =
  /^(PORT|HOST|INTERNAL_PORT|NATS_URL|REDIS_URL|LIVEKIT_.*|WEB_ROOT|STATE_SECRET|COOKIE_SECRET|DRAIN_GRACE|TLS_.*|NODE_CHANNEL_.*|npm_.*)$/

const without = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => Object.fromEntries(Object.entries(env).filter(([name]) => !own.test(name)))

/** How to run the four services from their sources; each gets the secrets that it needs and no other, in its environment. */
export const planServices = (deps: ServicePlanDeps): readonly ProcessSpec[] => {
  const { root, ports, secrets, certificate } = deps
  const common = {
    ...without(deps.env),
    NODE_ENV: 'production',
    NODE_COMPILE_CACHE: deps.compileCache,
    HOST: '127.0.0.1',
    // There is no other replica that a load balancer could turn to.
    DRAIN_GRACE: '0',
  }
  const keys = { LIVEKIT_API_KEY: secrets.livekitApiKey, LIVEKIT_API_SECRET: secrets.livekitApiSecret }
  const livekit = `http://127.0.0.1:${ports.livekit}`
  const tls = certificate ? { TLS_CERT_FILE: certificate.certFile, TLS_KEY_FILE: certificate.keyFile } : {}
  const redis = (name: RedisUserName) => redisUrl({ port: ports.redis, name, password: secrets.redisPasswords[name] })
  const service = (name: NatsUserName, internalPort: number, settings: NodeJS.ProcessEnv): ProcessSpec => ({
    name,
    command: process.execPath,
    args: [...nodeFlags, join(root, 'services', name, 'src/main.ts')],
    cwd: root,
    env: {
      ...common,
      NATS_URL: natsUrl({ port: ports.nats, name, password: secrets.natsPasswords[name] }),
      ...settings,
      INTERNAL_PORT: String(internalPort),
    },
    patience,
  })
  return [
    service('gateway', ports.gatewayInternal, {
      HOST: deps.addresses.bind,
      PORT: String(ports.gateway),
      FRONTEND_URL: deps.frontendUrl,
      LIVEKIT_PROXY_URL: livekit,
      REDIS_URL: redis('gateway'),
      COOKIE_SECRET: secrets.cookieSecret,
      ...tls,
    }),
    service('room-service', ports.roomInternal, {
      ...keys,
      REDIS_URL: redis('room-service'),
      LIVEKIT_URL: livekit,
      STATE_SECRET: secrets.stateSecret,
    }),
    service('token-service', ports.tokenInternal, keys),
    service('webhook', ports.webhookInternal, { ...keys, PORT: String(ports.webhook) }),
  ]
}
