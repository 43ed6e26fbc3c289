import { randomUUID } from 'node:crypto'
import { deadLetters } from '@runde/contracts/dead-letters'
import { livekitEvents } from '@runde/contracts/livekit-events'
import { meetingEvents } from '@runde/contracts/meeting-events'
import type { Config } from '@runde/service-kit/config'
import { natsBus } from '@runde/service-kit/nats-bus'
import { connectRedis } from '@runde/service-kit/redis'
import type { Running } from '@runde/service-kit/run'
import { version } from '@runde/service-kit/version'
import type { settings } from './config.ts'
import { livekitRooms } from './livekit/livekit-rooms.ts'
import { redisLeases } from './redis/redis-leases.ts'
import { fitsKey, redisMeetings } from './redis/redis-meetings.ts'
import type { Deps } from './service.ts'
import { keyedHostKeys } from './state/host-key.ts'
import { keyedSessions } from './state/participant-session.ts'
import { passcodeHashes } from './state/passcode.ts'
import { recoveryRecords } from './state/recovery-record.ts'

/** Connects to the real Redis, NATS and LiveKit; whatever is opened is closed with `resources`. */
export const openPorts = async ({
  config,
  log,
  resources,
}: Pick<Running<Config<typeof settings>>, 'config' | 'log' | 'resources'>): Promise<Deps> => {
  const rooms = livekitRooms({ url: config.LIVEKIT_URL, key: config.LIVEKIT_API_KEY, secret: config.LIVEKIT_API_SECRET, log })
  await rooms.verifyKey()
  const redis = await connectRedis(config.REDIS_URL, log)
  resources.defer(() => redis.disconnect())
  const to = { url: config.NATS_URL, keeps: [meetingEvents, livekitEvents, deadLetters], replicas: config.STREAM_REPLICAS }
  const bus = resources.use(await natsBus({ ...to, service: 'room-service', version, log }))
  const listeners: ((shard: number) => void)[] = []
  const meetings = redisMeetings({
    redis,
    onOutbox: (shard) => {
      for (const listener of listeners) listener(shard)
    },
  })
  return {
    bus,
    log,
    meetings,
    rooms,
    leases: redisLeases(redis),
    records: recoveryRecords(config.STATE_SECRET),
    keyedSession: keyedSessions(config.STATE_SECRET),
    keyedHostKey: keyedHostKeys(config.STATE_SECRET),
    hashPasscode: passcodeHashes(config.STATE_SECRET),
    fitsKey,
    onOutbox: (listener) => void listeners.push(listener),
    replica: randomUUID(),
  }
}
