import { paths } from '@runde/contracts/paths'
import type { Addresses } from './addresses.ts'
import type { Ports } from './choose-ports.ts'
import type { DataDir } from './data-dir.ts'
import { renderLiveKitConfig } from './livekit-config.ts'
import { natsUsers, renderNatsConfig } from './nats-config.ts'
import { writePrivateFile } from './private-file.ts'
import type { ProcessSpec } from './processes.ts'
import { redisUsers, renderRedisConfig } from './redis-config.ts'
import type { Secrets } from './secrets.ts'
import type { ServerName } from './versions.ts'

export interface ServerPlanDeps {
  readonly programs: Readonly<Record<ServerName, string>>
  readonly ports: Ports
  readonly secrets: Secrets
  readonly addresses: Pick<Addresses, 'media'>
  readonly dataDir: Pick<DataDir, 'file' | 'folder'>
  readonly env: NodeJS.ProcessEnv
}

/** Milliseconds for a server to write what it holds and end. */
const patience = { redis: 10_000, nats: 5_000, livekit: 1_500 }

/** Writes each server's configuration, which holds its secrets, and says how to run it. */
export const planServers = async ({
  programs,
  ports,
  secrets,
  addresses,
  dataDir,
  env,
}: ServerPlanDeps): Promise<readonly ProcessSpec[]> => {
  const redisConf = dataDir.file('redis.conf')
  const natsConf = dataDir.file('nats.conf')
  const livekitYaml = dataDir.file('livekit.yaml')
  await writePrivateFile(
    redisConf,
    renderRedisConfig({ port: ports.redis, users: redisUsers(secrets.redisPasswords), dataDir: await dataDir.folder('redis') }),
  )
  await writePrivateFile(
    natsConf,
    renderNatsConfig({ port: ports.nats, users: natsUsers(secrets.natsPasswords), storeDir: await dataDir.folder('nats') }),
  )
  const livekit = renderLiveKitConfig({
    port: ports.livekit,
    udpPort: ports.mediaUdp,
    tcpPort: ports.mediaTcp,
    mediaAddresses: addresses.media,
    apiKey: secrets.livekitApiKey,
    apiSecret: secrets.livekitApiSecret,
    webhookUrl: `http://127.0.0.1:${ports.webhook}${paths.livekitWebhook}`,
  })
  await writePrivateFile(livekitYaml, livekit)
  return [
    { name: 'redis-server', command: programs['redis-server'], args: [redisConf], env, patience: patience.redis },
    { name: 'nats-server', command: programs['nats-server'], args: ['--config', natsConf], env, patience: patience.nats },
    { name: 'livekit-server', command: programs['livekit-server'], args: ['--config', livekitYaml], env, patience: patience.livekit },
  ]
}
