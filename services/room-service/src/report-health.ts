import type { ServiceHealth } from '@runde/contracts/health'
import type { Call } from '@runde/service-kit/bus'
import type { Meetings } from './ports/meetings.ts'
import type { Rooms } from './ports/rooms.ts'

export interface Deps {
  readonly meetings: Pick<Meetings, 'answers'>
  readonly rooms: Pick<Rooms, 'answers'>
}

/** Milliseconds before the caller's deadline at which a part that has not answered counts as away, so that the answer still arrives. */
const margin = 300

export const reportHealth =
  ({ meetings, rooms }: Deps) =>
  async (_: unknown, call: Call): Promise<ServiceHealth> => {
    const [redis, livekit] = await Promise.all([meetings.answers(), rooms.answers({ deadline: call.deadline - margin })])
    return { parts: { redis: redis ? 'ok' : 'away', livekit: livekit ? 'ok' : 'away' } }
  }
