import { randomBytes } from 'node:crypto'
import { paths } from '@runde/contracts/paths'
import type { NatsUserName } from '@runde/deploy/access/nats-users'
import type { RedisUserName } from '@runde/deploy/access/redis-users'
import { renderLiveKitConfig } from '@runde/deploy/livekit-config'
import { type NatsUser, natsUrl, natsUsers, renderNatsConfig } from '@runde/deploy/nats-config'
import { type RedisUser, redisUrl, redisUsers, renderRedisConfig } from '@runde/deploy/redis-config'
import { createSecrets, type Secrets } from '@runde/deploy/secrets'
import type { ServerName } from '@runde/deploy/versions'
import { answers, freePort, freeUdpPort } from './ports.ts'

/** How one program is run; the same whether it runs in a container or beside us, and with the settings of `npm start`. */
export interface ServerPlan {
  readonly name: ServerName
  /** What its settings file says when its data stands in this folder. */
  readonly config: (data: string) => string
  /** Arguments that name the settings file. */
  readonly args: (file: string) => readonly string[]
  readonly ready: () => Promise<boolean>
}

export interface ServerPlans {
  readonly plans: readonly ServerPlan[]
  /** Of the tests themselves, who may do everything. */
  readonly redisUrl: string
  readonly natsUrl: string
  /** Of the services, by the names of their users, with the rights that they have everywhere. */
  readonly redisUrls: Readonly<Record<RedisUserName, string>>
  readonly natsUrls: Readonly<Record<NatsUserName, string>>
  /** Plain HTTP: for the API, and for the gateway to forward signalling to. */
  readonly livekitUrl: string
  readonly apiKey: string
  readonly apiSecret: string
  /** A second key that LiveKit takes. */
  readonly otherKey: { readonly key: string; readonly secret: string }
  /** Of room-service; the same for all its replicas. */
  readonly stateSecret: string
  /** Of the gateway; the same for all its replicas. */
  readonly cookieSecret: string
  /** Where LiveKit delivers its webhooks; whoever starts the webhook service listens here. */
  readonly webhookPort: number
}

/** The tests' own user may do everything, and exists in their servers alone. */
const testsUser = () => ({ name: 'tests', password: randomBytes(32).toString('hex') })

const planRedis = async ({ redisPasswords }: Secrets) => {
  const port = await freePort()
  const tests: RedisUser = { ...testsUser(), rights: { keys: ['*'], commands: ['@all'] } }
  const users = redisUsers(redisPasswords)
  const urls = users.map(({ name, password }) => [name, redisUrl({ port, name, password })])
  const plan: ServerPlan = {
    name: 'redis-server',
    config: (dataDir) => renderRedisConfig({ port, users: [...users, tests], dataDir }),
    args: (file) => [file],
    ready: () => answers(port),
  }
  return { plan, redisUrl: redisUrl({ port, ...tests }), redisUrls: Object.fromEntries(urls) as Record<RedisUserName, string> }
}

const planNats = async ({ natsPasswords }: Secrets) => {
  const port = await freePort()
  const tests: NatsUser = { ...testsUser(), rights: { publish: ['>'], subscribe: ['>'], answer: false } }
  const users = natsUsers(natsPasswords)
  const urls = users.map(({ name, password }) => [name, natsUrl({ port, name, password })])
  const plan: ServerPlan = {
    name: 'nats-server',
    config: (storeDir) => renderNatsConfig({ port, users: [...users, tests], storeDir }),
    args: (file) => ['--config', file],
    ready: () => answers(port),
  }
  return { plan, natsUrl: natsUrl({ port, ...tests }), natsUrls: Object.fromEntries(urls) as Record<NatsUserName, string> }
}

const livekitPlan = (port: number, config: string): ServerPlan => ({
  name: 'livekit-server',
  config: () => config,
  args: (file) => ['--config', file],
  ready: async () => (await fetch(`http://127.0.0.1:${port}/`)).ok,
})

/** What LiveKit is told, as livekit.yaml says it. */
export interface LiveKitSettings {
  readonly [section: string]: unknown
  readonly rtc: Readonly<Record<string, unknown>>
}

export interface PlanOptions {
  /** Makes other settings of LiveKit's usual ones. */
  readonly changeLiveKit?: (settings: LiveKitSettings) => LiveKitSettings
}

/** Free ports and fresh secrets for one set of servers. */
export const planServers = async ({ changeLiveKit = (settings) => settings }: PlanOptions = {}): Promise<ServerPlans> => {
  const secrets = createSecrets()
  const { livekitApiSecret: apiSecret, stateSecret, cookieSecret } = secrets
  const apiKey = 'runde-tests'
  const otherKey = { key: 'runde-tests-2', secret: randomBytes(32).toString('hex') }
  const { plan: redisPlan, ...redis } = await planRedis(secrets)
  const { plan: natsPlan, ...nats } = await planNats(secrets)
  const port = await freePort()
  const webhookPort = await freePort()
  const livekitConfig = renderLiveKitConfig({
    port,
    udpPort: await freeUdpPort(),
    tcpPort: await freePort(),
    mediaAddresses: ['127.0.0.1'],
    apiKey,
    apiSecret,
    otherKeys: { [otherKey.key]: otherKey.secret },
    webhookUrl: `http://127.0.0.1:${webhookPort}${paths.livekitWebhook}`,
  })
  return {
    plans: [redisPlan, natsPlan, livekitPlan(port, JSON.stringify(changeLiveKit(JSON.parse(livekitConfig) as LiveKitSettings)))],
    ...redis,
    ...nats,
    livekitUrl: `http://127.0.0.1:${port}`,
    apiKey,
    apiSecret,
    otherKey,
    stateSecret,
    cookieSecret,
    webhookPort,
  }
}
