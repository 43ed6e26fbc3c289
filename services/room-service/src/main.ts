import { natsBus } from '@runde/service-kit/nats-bus'
import { connectRedis } from '@runde/service-kit/redis'
import { run } from '@runde/service-kit/run'
import { version } from '@runde/service-kit/version'
import { settings } from './config.ts'
import { livekitRooms } from './livekit-rooms.ts'
import { redisMeetings } from './redis-meetings.ts'
import { startRoomService } from './service.ts'

await run('room-service', settings, process.env, async ({ config, log, resources }) => {
  const rooms = livekitRooms({ url: config.LIVEKIT_URL, key: config.LIVEKIT_API_KEY, secret: config.LIVEKIT_API_SECRET, log })
  await rooms.verifyKey()
  const redis = await connectRedis(config.REDIS_URL, log)
  resources.defer(() => redis.disconnect())
  const bus = resources.use(await natsBus({ url: config.NATS_URL, service: 'room-service', version, log }))
  resources.use(await startRoomService({ bus, log, rooms, meetings: redisMeetings(redis) }))
})
