import { randomBytes } from 'node:crypto'
import { paths } from '@runde/contracts/paths'
import { renderLiveKitConfig } from '@runde/deploy/livekit-config'
import { natsUrl, renderNatsConfig } from '@runde/deploy/nats-config'
import { redisUrl, renderRedisConfig } from '@runde/deploy/redis-config'
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
  readonly redisUrl: string
  readonly natsUrl: string
  /** Plain HTTP: for the API, and for the gateway to forward signalling to. */
  readonly livekitUrl: string
  readonly apiKey: string
  readonly apiSecret: string
  /** Of room-service; the same for all its replicas. */
  readonly stateSecret: string
  /** Of the gateway; the same for all its replicas. */
  readonly cookieSecret: string
  /** Where LiveKit delivers its webhooks; whoever starts the webhook service listens here. */
  readonly webhookPort: number
}

const secret = () => randomBytes(32).toString('hex')

const redisPlan = (port: number, password: string): ServerPlan => ({
  name: 'redis-server',
  config: (dataDir) => renderRedisConfig({ port, password, dataDir }),
  args: (file) => [file],
  ready: () => answers(port),
})

const natsPlan = (port: number, token: string): ServerPlan => ({
  name: 'nats-server',
  config: (storeDir) => renderNatsConfig({ port, token, storeDir }),
  args: (file) => ['--config', file],
  ready: () => answers(port),
})

const livekitPlan = (port: number, config: string): ServerPlan => ({
  name: 'livekit-server',
  config: () => config,
  args: (file) => ['--config', file],
  ready: async () => (await fetch(`http://127.0.0.1:${port}/`)).ok,
})

/** Free ports and fresh secrets for one set of servers. */
export const planServers = async (): Promise<ServerPlans> => {
  const [password, token, apiKey, apiSecret] = [secret(), secret(), 'runde-tests', secret()]
  const redis = { port: await freePort(), password }
  const nats = { port: await freePort(), token }
  const port = await freePort()
  const webhookPort = await freePort()
  const livekitConfig = renderLiveKitConfig({
    port,
    udpPort: await freeUdpPort(),
    tcpPort: await freePort(),
    mediaAddresses: ['127.0.0.1'],
    apiKey,
    apiSecret,
    webhookUrl: `http://127.0.0.1:${webhookPort}${paths.livekitWebhook}`,
  })
  return {
    plans: [redisPlan(redis.port, password), natsPlan(nats.port, token), livekitPlan(port, livekitConfig)],
    redisUrl: redisUrl(redis),
    natsUrl: natsUrl(nats),
    livekitUrl: `http://127.0.0.1:${port}`,
    apiKey,
    apiSecret,
    stateSecret: secret(),
    cookieSecret: secret(),
    webhookPort,
  }
}
