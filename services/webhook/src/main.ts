import { natsBus } from '@runde/service-kit/nats-bus'
import { run } from '@runde/service-kit/run'
import { version } from '@runde/service-kit/version'
import { settings } from './config.ts'
import { livekitKeys } from './livekit-keys.ts'
import { startWebhook } from './service.ts'

await run('webhook', settings, process.env, async ({ config, log, resources }) => {
  const bus = resources.use(await natsBus({ url: config.NATS_URL, service: 'webhook', version, log, keeps: [] }))
  const address = { host: config.HOST, port: config.PORT }
  resources.use(await startWebhook({ bus, log, address, drainGrace: config.DRAIN_GRACE, keys: livekitKeys(config) }))
})
