import { natsBus } from '@runde/service-kit/nats-bus'
import { run } from '@runde/service-kit/run'
import { version } from '@runde/service-kit/version'
import { settings } from './config.ts'
import { startTokenService } from './service.ts'

await run('token-service', settings, process.env, async ({ config, log, resources }) => {
  const bus = resources.use(await natsBus({ url: config.NATS_URL, service: 'token-service', version, log }))
  await startTokenService({ bus, log, key: config.LIVEKIT_API_KEY, secret: config.LIVEKIT_API_SECRET, ttl: config.TOKEN_TTL })
})
