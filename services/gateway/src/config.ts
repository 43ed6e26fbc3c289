import { fileURLToPath } from 'node:url'
import { natsUrls, optional, port, type Settings, secret, strongSecret, text, url, withDefault } from '@runde/service-kit/config'
import { drainSettings } from '@runde/service-kit/http-drain'
import { limitSetting } from './limits/limit-setting.ts'
import { proxySetting } from './limits/proxy-setting.ts'

const builtPages = fileURLToPath(new URL('../../../web/dist', import.meta.url))

export const settings = {
  PORT: withDefault(port(8000), 8000),
  INTERNAL_PORT: withDefault(port(9000), 9000),
  NATS_URL: natsUrls,
  /** Where people reach this gateway; meeting links begin with it. */
  FRONTEND_URL: withDefault(url(['http', 'https'], 'https://meet.example.org'), 'http://localhost:8000'),
  /** Where browsers reach LiveKit's signalling; without it: the origin of FRONTEND_URL. */
  LIVEKIT_PUBLIC_URL: optional(url(['ws', 'wss'], 'wss://livekit.example.org')),
  /** LiveKit as this gateway reaches it; with it the gateway passes signalling on. */
  LIVEKIT_PROXY_URL: optional(url(['http', 'https'], 'http://127.0.0.1:7880')),
  /** Signs the cookie that bans know a browser by, and hides addresses that are counted. The same on every replica. */
  COOKIE_SECRET: strongSecret(),
  WEB_ROOT: withDefault(text('/app/web/dist'), builtPages),
  TLS_CERT_FILE: optional(text('/etc/runde/tls.crt')),
  TLS_KEY_FILE: optional(text('/etc/runde/tls.key')),
  /** Counts requests of all replicas together; without it each replica counts by itself. */
  REDIS_URL: optional(secret(url(['redis', 'rediss'], 'redis://limits:password@127.0.0.1:6379/0'))),
  /** Who may say in `X-Forwarded-For` where a request comes from. */
  TRUSTED_PROXIES: proxySetting,
  LIMIT_MISSES: limitSetting('address 10/min, network 60/min, all 3000/min'),
  LIMIT_CREATES: limitSetting('address 30/min, address 300/h, network 120/min, all 3000/min'),
  LIMIT_JOINS: limitSetting('address 120/min, network 600/min'),
  /** Wrong passcodes, of one meeting each; `all` is everybody who tries there. */
  LIMIT_PASSCODES: limitSetting('address 5/min, address 20/h, network 60/h, all 200/h'),
  ...drainSettings,
} as const satisfies Settings
