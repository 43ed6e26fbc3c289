import { listDeadLetters } from '@runde/service-kit/dead-letters'
import { run } from '@runde/service-kit/run'
import { settings } from './config.ts'
import { openPorts } from './open-ports.ts'
import { startRoomService } from './service.ts'

/** The newest. */
const shownDeadLetters = 100

await run('room-service', settings, process.env, async (running) => {
  const ports = await openPorts(running)
  running.internalRoutes.set('/dead-letters', async () => ({ dead_letters: await listDeadLetters(ports.bus, shownDeadLetters) }))
  running.resources.use(await startRoomService(ports))
})
