import { fileURLToPath } from 'node:url'
import { natsUrls, optional, port, type Settings, strongSecret, text, url, withDefault } from '@runde/service-kit/config'
import { drainSettings } from '@runde/service-kit/http-drain'

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
  /** Signs the cookie that bans know a browser by. The same on every replica. */
  COOKIE_SECRET: strongSecret(),
  WEB_ROOT: withDefault(text('/app/web/dist'), builtPages),
  TLS_CERT_FILE: optional(text('/etc/runde/tls.crt')),
  TLS_KEY_FILE: optional(text('/etc/runde/tls.key')),
  ...drainSettings,
} as const satisfies Settings
