import { run } from '@runde/service-kit/run'
import { settings } from './config.ts'
import { openPorts } from './open-ports.ts'
import { startRoomService } from './service.ts'

await run('room-service', settings, process.env, async (running) => {
  const ports = await openPorts(running)
  running.resources.use(await startRoomService(ports))
})
