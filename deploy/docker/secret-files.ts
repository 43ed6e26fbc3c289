import { paths } from '@runde/contracts/paths'
import type { NatsUserName } from '../access/nats-users.ts'
import type { RedisUserName } from '../access/redis-users.ts'
import { renderLiveKitConfig } from '../local/livekit-config.ts'
import { natsUrl, natsUsers, renderNatsConfig } from '../local/nats-config.ts'
import { redisUrl, redisUsers, renderRedisConfig } from '../local/redis-config.ts'
import type { Secrets } from '../local/secrets.ts'
import type { Front } from './front.ts'
import { renderProxyConfig, turnPort } from './proxy-config.ts'

const redisPort = 6379
const natsPort = 4222

/** Files of one volume, by their names. */
type Files = Readonly<Record<string, string>>

/** Where the composition is reached. */
export interface Place {
  /** At which browsers reach LiveKit. */
  readonly mediaAddress: string
  /** What the internet sees; missing on a laptop. */
  readonly front?: Front | undefined
}

/** For networks that let only https out. The certificate is the proxy's: LiveKit would read one when it starts, and never again. */
const turn = ({ turnDomain }: Front, mediaAddress: string) => ({
  enabled: true,
  domain: turnDomain,
  tls_port: turnPort,
  external_tls: true,
  // Should this be a private address; otherwise nobody is led into a private network.
  allow_restricted_peer_cidrs: [`${mediaAddress}/32`],
})

/** The container's own addresses mean nothing to a browser: it is told `mediaAddress` alone, where the ports are published. */
const livekitConfig = ({ livekitApiKey, livekitApiSecret }: Secrets, { mediaAddress, front }: Place): string => {
  const config = JSON.parse(
    renderLiveKitConfig({
      port: 7880,
      udpPort: 7882,
      tcpPort: 7881,
      mediaAddresses: [mediaAddress],
      apiKey: livekitApiKey,
      apiSecret: livekitApiSecret,
      webhookUrl: `http://webhook:8001${paths.livekitWebhook}`,
      bind: '0.0.0.0',
    }),
  )
  const { ips: _, ...rtc } = config.rtc
  const published = { ...config, rtc: { ...rtc, enable_loopback_candidate: false } }
  return JSON.stringify({ ...published, ...(front && { turn: turn(front, mediaAddress) }) }, null, 2)
}

const ofServers = (secrets: Secrets, place: Place) => {
  const [nats, redis] = [natsUsers(secrets.natsPasswords), redisUsers(secrets.redisPasswords)]
  return {
    redis: {
      'redis.conf': renderRedisConfig({ port: redisPort, users: redis, dataDir: '/data', bind: '0.0.0.0' }),
      password: secrets.redisPasswords.healthcheck,
      'backup-password': secrets.redisPasswords.backup,
    },
    nats: { 'nats.conf': renderNatsConfig({ port: natsPort, users: nats, storeDir: '/data', bind: '0.0.0.0' }) },
    livekit: { 'livekit.yaml': livekitConfig(secrets, place) },
    ...(place.front && { proxy: renderProxyConfig(place.front) }),
  }
}

/** The names of the servers are their hosts. */
const ofServices = ({ natsPasswords, redisPasswords, ...secrets }: Secrets): Readonly<Record<NatsUserName, Files>> => {
  const nats = (name: NatsUserName) => ({ nats_url: natsUrl({ port: natsPort, name, password: natsPasswords[name], bind: 'nats' }) })
  const redis = (name: RedisUserName) => ({ redis_url: redisUrl({ port: redisPort, name, password: redisPasswords[name], bind: 'redis' }) })
  const livekit = { livekit_api_key: secrets.livekitApiKey, livekit_api_secret: secrets.livekitApiSecret }
  return {
    gateway: { ...nats('gateway'), ...redis('gateway'), cookie_secret: secrets.cookieSecret },
    'room-service': { ...nats('room-service'), ...redis('room-service'), ...livekit, state_secret: secrets.stateSecret },
    'token-service': { ...nats('token-service'), ...livekit },
    webhook: { ...nats('webhook'), ...livekit },
  }
}

/** What goes into the volume of each program: what it needs, and nothing of another's. */
export const secretFiles = (secrets: Secrets, place: Place): Readonly<Record<string, Files>> => ({
  ...ofServers(secrets, place),
  ...ofServices(secrets),
})
