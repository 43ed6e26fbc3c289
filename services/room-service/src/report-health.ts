import type { ServiceHealth } from '@runde/contracts/health'
import type { Call } from '@runde/service-kit/bus'
import type { Meetings } from './meetings.ts'
import type { Rooms } from './rooms.ts'

export interface Deps {
  readonly meetings: Pick<Meetings, 'answers'>
  readonly rooms: Pick<Rooms, 'answers'>
}

export const reportHealth =
  ({ meetings, rooms }: Deps) =>
  async (_: unknown, call: Call): Promise<ServiceHealth> => {
    const [redis, livekit] = await Promise.all([meetings.answers(), rooms.answers(call)])
    return { parts: { redis: redis ? 'ok' : 'away', livekit: livekit ? 'ok' : 'away' } }
  }
