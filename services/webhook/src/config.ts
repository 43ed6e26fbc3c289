import { natsUrls, optional, port, type Settings, strongSecret, text, withDefault } from '@runde/service-kit/config'
import { drainSettings } from '@runde/service-kit/http-drain'

export const settings = {
  PORT: withDefault(port(8001), 8001),
  INTERNAL_PORT: withDefault(port(9003), 9003),
  NATS_URL: natsUrls,
  LIVEKIT_API_KEY: text('runde'),
  LIVEKIT_API_SECRET: strongSecret(),
  /** A second key that LiveKit has, while it is being exchanged: what LiveKit signs with it is believed too. */
  LIVEKIT_OTHER_API_KEY: optional(text('runde-2')),
  LIVEKIT_OTHER_API_SECRET: optional(strongSecret()),
  ...drainSettings,
} as const satisfies Settings
