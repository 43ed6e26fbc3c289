import { settings } from '@runde/room-service/config'
import { openPorts } from '@runde/room-service/open-ports'
import { startRoomService } from '@runde/room-service/service'
import { text } from '@runde/service-kit/config'
import { run } from '@runde/service-kit/run'
import { aroundPort } from './around-port.ts'
import { failPoints } from './fail-point.ts'

const changes = ['create', 'find', 'commit', 'admit', 'release', 'claimDue', 'reschedule', 'outbox', 'published'] as const

/** room-service as it is, but for the ports: a process dies at the step that `FAIL_POINTS`, a folder, names. */
await run('room-service', { ...settings, FAIL_POINTS: text('/tmp/fail-points') }, process.env, async (running) => {
  const ports = await openPorts(running)
  const around = failPoints(running.config.FAIL_POINTS)
  running.resources.use(
    await startRoomService({
      ...ports,
      meetings: aroundPort('meetings', ports.meetings, changes, around),
      rooms: aroundPort('rooms', ports.rooms, ['ensure', 'remove'], around),
      bus: aroundPort('bus', ports.bus, ['publish'], around),
    }),
  )
})
