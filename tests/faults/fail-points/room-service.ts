import { settings } from '@runde/room-service/config'
import { openPorts } from '@runde/room-service/open-ports'
import { redisMeetings } from '@runde/room-service/redis/redis-meetings'
import { startRoomService } from '@runde/room-service/service'
import { text } from '@runde/service-kit/config'
import { connectRedis } from '@runde/service-kit/redis'
import { run } from '@runde/service-kit/run'
import { aroundPort } from './around-port.ts'
import { clockOf, failPoints } from './fail-point.ts'

const changes = ['create', 'find', 'commit', 'admit', 'release', 'claimDue', 'reschedule', 'outbox', 'published'] as const

/**
 * room-service as it is, but for its ports: a process dies at the step that `FAIL_POINTS`, a folder, names, and the clock of
 * the meetings jumps as the folder says.
 */
await run('room-service', { ...settings, FAIL_POINTS: text('/tmp/fail-points') }, process.env, async ({ config, log, resources }) => {
  const ports = await openPorts({ config, log, resources })
  const redis = await connectRedis(config.REDIS_URL, log)
  resources.defer(() => redis.disconnect())
  const clock = clockOf(config.FAIL_POINTS)
  const wakers: ((shard: number) => void)[] = []
  const onOutbox = (shard: number) => {
    for (const wake of wakers) wake(shard)
  }
  const around = failPoints(config.FAIL_POINTS)
  resources.use(
    await startRoomService({
      ...ports,
      onOutbox: (waker) => void wakers.push(waker),
      meetings: aroundPort('meetings', redisMeetings({ redis, clock, onOutbox }), changes, around),
      rooms: aroundPort('rooms', ports.rooms, ['ensure', 'remove'], around),
      bus: aroundPort('bus', ports.bus, ['publish'], around),
    }),
  )
})
