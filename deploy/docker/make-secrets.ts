import { chown, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { paths } from '@runde/contracts/paths'
import { renderLiveKitConfig } from '../local/livekit-config.ts'
import { natsUrl, renderNatsConfig } from '../local/nats-config.ts'
import { writePrivateFile } from '../local/private-file.ts'
import { redisUrl, renderRedisConfig } from '../local/redis-config.ts'
import { loadSecrets, type Secrets } from '../local/secrets.ts'

/** Every program of the composition runs as this user; which volumes it is given decides what it can read. */
const user = 1000

const redisPort = 6379
const natsPort = 4222

/** The container's own addresses mean nothing to a browser: it is told `mediaAddress` alone, where the ports are published. */
const livekitConfig = ({ livekitApiKey, livekitApiSecret }: Secrets, mediaAddress: string): string => {
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
  return JSON.stringify({ ...config, rtc: { ...rtc, enable_loopback_candidate: false } }, null, 2)
}

/** What goes into which volume. The names of services are their hosts. */
const files = (secrets: Secrets, mediaAddress: string): Readonly<Record<string, string>> => ({
  'redis/redis.conf': renderRedisConfig({ port: redisPort, password: secrets.redisPassword, dataDir: '/data', bind: '0.0.0.0' }),
  'redis/password': secrets.redisPassword,
  'nats/nats.conf': renderNatsConfig({ port: natsPort, token: secrets.natsToken, storeDir: '/data', bind: '0.0.0.0' }),
  'livekit/livekit.yaml': livekitConfig(secrets, mediaAddress),
  'bus/nats_url': natsUrl({ port: natsPort, token: secrets.natsToken, bind: 'nats' }),
  'state/redis_url': redisUrl({ port: redisPort, password: secrets.redisPassword, bind: 'redis' }),
  'state/state_secret': secrets.stateSecret,
  'gateway/cookie_secret': secrets.cookieSecret,
  'api/livekit_api_key': secrets.livekitApiKey,
  'api/livekit_api_secret': secrets.livekitApiSecret,
})

/** Makes this machine's secrets on the first run and hands each program what it needs; later runs keep them. */
const makeSecrets = async ({ root, mediaAddress }: { root: string; mediaAddress: string }): Promise<void> => {
  const secrets = await loadSecrets(join(root, 'kept'))
  for (const [name, content] of Object.entries(files(secrets, mediaAddress))) {
    const path = join(root, name)
    await mkdir(dirname(path), { recursive: true })
    await writePrivateFile(path, content)
    await chown(path, user, user)
  }
  for (const folder of ['/data/redis', '/data/nats']) await chown(folder, user, user)
}

await makeSecrets({ root: '/secrets', mediaAddress: process.env.MEDIA_ADDRESS || '127.0.0.1' })
console.info('Secrets and settings are in their volumes.')
