import { randomUUID } from 'node:crypto'
import { settings } from '@runde/room-service/config'
import { openPorts } from '@runde/room-service/open-ports'
import type { Meetings } from '@runde/room-service/ports/meetings'
import { startRoomService } from '@runde/room-service/service'
import type { Bus } from '@runde/service-kit/bus'
import { run } from '@runde/service-kit/run'

/** Broken on purpose: every publication has an id of its own, so that the stream cannot tell a repeat. */
const withoutIds = (bus: Bus): Bus =>
  Object.assign(Object.create(bus) as Bus, {
    publish: ((stream, message, publication, call) =>
      bus.publish(stream, message, { ...publication, id: randomUUID() }, call)) as Bus['publish'],
  })

/** What every tenth look at an outbox found comes again, as after a crash between its storing and its being forgotten. */
const forgetful = (meetings: Meetings): Meetings => {
  let asked = 0
  const published: Meetings['published'] = async (shard, entries) => {
    asked += 1
    await meetings.published(shard, asked % 10 === 0 ? [] : entries)
  }
  return { ...meetings, published }
}

await run('room-service', settings, process.env, async (running) => {
  const ports = await openPorts(running)
  running.resources.use(await startRoomService({ ...ports, bus: withoutIds(ports.bus), meetings: forgetful(ports.meetings) }))
})
