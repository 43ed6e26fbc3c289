import { type Check, failed, ok } from '../check.ts'
import { settings } from '../settings.ts'
import { found } from '../visit.ts'

/** Milliseconds; the gateway gives a sign of life every 15 s. */
const longEnough = 22_000

const seconds = (ms: number) => `${Math.round(ms / 1_000)} s`

/** The stream of events outlives silence: its next heartbeat still arrives. */
export const held: Check = {
  name: 'held',
  title: 'Events held open',
  needs: ['events'],
  limit: longEnough + 3_000,
  run: async (visit, signal) => {
    const stream = found(visit, 'events')
    const patience = Math.max(1_000, stream.openedAt + longEnough - Date.now())
    try {
      await stream.until(() => (stream.heartbeats() > 0 ? true : undefined), AbortSignal.any([signal, AbortSignal.timeout(patience)]))
    } catch {
      const lasted = seconds((stream.lastAt() ?? stream.openedAt) - stream.openedAt)
      const how = stream.ended()
      return failed(
        how === undefined
          ? `No heartbeat came in ${seconds(longEnough)}: something on the way holds it back.`
          : `The stream of events did not last: after ${lasted} ${how}.`,
        settings.buffering,
      )
    }
    return ok(`Open for ${seconds(Date.now() - stream.openedAt)}, with a sign of life.`)
  },
}
