import { natsUrls, port, type Settings, strongSecret, text, withDefault } from '@runde/service-kit/config'
import { drainSettings } from '@runde/service-kit/http-drain'

export const settings = {
  PORT: withDefault(port(8001), 8001),
  INTERNAL_PORT: withDefault(port(9003), 9003),
  NATS_URL: natsUrls,
  LIVEKIT_API_KEY: text('runde'),
  LIVEKIT_API_SECRET: strongSecret(),
  ...drainSettings,
} as const satisfies Settings
