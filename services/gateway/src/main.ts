import { natsBus } from '@runde/service-kit/nats-bus'
import { run } from '@runde/service-kit/run'
import { version } from '@runde/service-kit/version'
import { settings } from './config.ts'
import { createLimits } from './limits/limits.ts'
import { openCounters } from './limits/open-counters.ts'
import { loadPages } from './load-pages.ts'
import { loadTls } from './load-tls.ts'
import { startGateway } from './service.ts'

await run('gateway', settings, process.env, async ({ config, log, resources }) => {
  const pages = await loadPages(config.WEB_ROOT)
  const tls = await loadTls(config.TLS_CERT_FILE, config.TLS_KEY_FILE)
  const bus = resources.use(await natsBus({ url: config.NATS_URL, service: 'gateway', version, log, keeps: [] }))
  const opened = await openCounters({ redisUrl: config.REDIS_URL, secret: config.COOKIE_SECRET, log, resources })
  const rules = { misses: config.LIMIT_MISSES, creates: config.LIMIT_CREATES, joins: config.LIMIT_JOINS, passcodes: config.LIMIT_PASSCODES }
  const livekitUrl = config.LIVEKIT_PUBLIC_URL ?? new URL(config.FRONTEND_URL).origin.replace(/^http/, 'ws')
  resources.use(
    await startGateway({
      bus,
      log,
      pages,
      tls,
      version,
      address: { host: config.HOST, port: config.PORT },
      drainGrace: config.DRAIN_GRACE,
      trustedProxies: config.TRUSTED_PROXIES,
      limits: createLimits({ ...opened, rules }),
      webRoot: config.WEB_ROOT,
      cookieSecret: config.COOKIE_SECRET,
      frontendUrl: config.FRONTEND_URL,
      livekitUrl,
      livekitProxyUrl: config.LIVEKIT_PROXY_URL,
    }),
  )
})
