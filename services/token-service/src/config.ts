import { integer, natsUrls, port, type Settings, strongSecret, text, withDefault } from '@runde/service-kit/config'

/** Seconds; a token only has to last until the browser is connected, LiveKit renews it from there. */
const longestTtl = 600

export const settings = {
  INTERNAL_PORT: withDefault(port(9002), 9002),
  NATS_URL: natsUrls,
  LIVEKIT_API_KEY: text('runde'),
  LIVEKIT_API_SECRET: strongSecret(),
  TOKEN_TTL: withDefault(integer(30, longestTtl, longestTtl), longestTtl),
} as const satisfies Settings
