import { integer, natsUrls, optional, port, type Settings, secret, strongSecret, text, url, withDefault } from '@runde/service-kit/config'

export const settings = {
  INTERNAL_PORT: withDefault(port(9001), 9001),
  NATS_URL: natsUrls,
  /** On how many servers of a NATS cluster the streams are kept; without it NATS decides. */
  STREAM_REPLICAS: optional(integer(1, 5, 3)),
  REDIS_URL: secret(url(['redis', 'rediss'], 'redis://:password@127.0.0.1:6379/0')),
  LIVEKIT_URL: url(['http', 'https', 'ws', 'wss'], 'http://127.0.0.1:7880'),
  LIVEKIT_API_KEY: text('runde'),
  LIVEKIT_API_SECRET: strongSecret(),
  /** Seals the record that stands in each room's metadata, and determines the sessions of repeated joins. The same on every replica, for good. */
  STATE_SECRET: strongSecret(),
} as const satisfies Settings
