import { randomBytes } from 'node:crypto'
import { answers, freePort, freeUdpPort } from './ports.ts'

/** The three programs that Runde stands on, by their names in `deploy/versions.json`. */
export type ServerName = 'redis-server' | 'nats-server' | 'livekit-server'

/** How one program is run; the same whether it runs in a container or beside us. */
export interface ServerPlan {
  readonly name: ServerName
  /** `data` is a folder that outlives a stop. */
  readonly args: (data: string) => readonly string[]
  readonly env: Readonly<Record<string, string>>
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
  /** Where LiveKit delivers its webhooks; whoever starts the webhook service listens here. */
  readonly webhookPort: number
}

const secret = () => randomBytes(32).toString('hex')

const redisPlan = (port: number, password: string): ServerPlan => ({
  name: 'redis-server',
  args: (data) =>
    ['--port', `${port}`, '--bind', '127.0.0.1', '--requirepass', password, '--dir', data].concat(
      '--save',
      '',
      '--appendonly',
      'yes',
      '--appendfsync',
      'always',
    ),
  env: {},
  ready: () => answers(port),
})

const natsPlan = (port: number, token: string): ServerPlan => ({
  name: 'nats-server',
  args: (data) => ['--addr', '127.0.0.1', '--port', `${port}`, '--auth', token, '--jetstream', '--store_dir', data],
  env: {},
  ready: () => answers(port),
})

interface LivekitPlan {
  readonly port: number
  readonly webhookPort: number
  readonly apiKey: string
  readonly apiSecret: string
}

/** As in `deploy/livekit.yaml`, on loopback alone. JSON is YAML. */
const livekitSettings = async ({ port, webhookPort, apiKey, apiSecret }: LivekitPlan) => ({
  port,
  bind_addresses: ['127.0.0.1'],
  keys: { [apiKey]: apiSecret },
  logging: { json: true, level: 'warn' },
  rtc: {
    tcp_port: await freePort(),
    udp_port: await freeUdpPort(),
    node_ip: '127.0.0.1',
    use_external_ip: false,
    enable_loopback_candidate: true,
    pli_throttle: { low_quality: '100ms', mid_quality: '200ms', high_quality: '200ms' },
  },
  room: { auto_create: false },
  webhook: { api_key: apiKey, urls: [`http://127.0.0.1:${webhookPort}/webhooks/livekit`] },
})

const livekitPlan = async (plan: LivekitPlan): Promise<ServerPlan> => ({
  name: 'livekit-server',
  args: () => [],
  env: { LIVEKIT_CONFIG: JSON.stringify(await livekitSettings(plan)) },
  ready: async () => (await fetch(`http://127.0.0.1:${plan.port}/`)).ok,
})

/** Free ports and fresh secrets for one set of servers. */
export const planServers = async (): Promise<ServerPlans> => {
  const [redisPort, natsPort, livekitPort, webhookPort] = [await freePort(), await freePort(), await freePort(), await freePort()]
  const [password, token, apiSecret] = [secret(), secret(), secret()]
  const apiKey = 'runde-tests'
  return {
    plans: [
      redisPlan(redisPort, password),
      natsPlan(natsPort, token),
      await livekitPlan({ port: livekitPort, webhookPort, apiKey, apiSecret }),
    ],
    redisUrl: `redis://:${password}@127.0.0.1:${redisPort}`,
    natsUrl: `nats://${token}@127.0.0.1:${natsPort}`,
    livekitUrl: `http://127.0.0.1:${livekitPort}`,
    apiKey,
    apiSecret,
    webhookPort,
  }
}
