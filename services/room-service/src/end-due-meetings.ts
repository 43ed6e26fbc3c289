import { within } from '@runde/service-kit/deadline'
import type { Logger } from '@runde/service-kit/log'
import { untraced } from '@runde/service-kit/span'
import type { Meetings } from './meetings.ts'
import type { Rooms } from './rooms.ts'

export interface Deps {
  readonly meetings: Pick<Meetings, 'claimDue' | 'markEnded'>
  readonly rooms: Pick<Rooms, 'remove'>
  readonly log: Logger
}

/** Meetings of one shard that one sweep takes at most. */
const perShard = 20
/** Meetings that are ended at once; the others of the sweep wait, and are somebody else's after their lease. */
const atOnce = 10
/** Milliseconds for ending one meeting. */
const patience = 5_000

/** Ends the meetings whose time has come. A meeting whose room could not be removed stays `ending` and is taken up again. */
export const endDueMeetings =
  ({ meetings, rooms, log }: Deps) =>
  async (stopped: () => boolean): Promise<void> => {
    const end = async (meeting_id: string) => {
      try {
        await rooms.remove(meeting_id, within(patience))
        await meetings.markEnded(meeting_id)
        log.info({ meeting_id }, 'meeting ended')
      } catch (error) {
        log.warn({ err: error, meeting_id }, 'the meeting could not be ended and will be tried again')
      }
    }
    const due = await untraced(() => meetings.claimDue(perShard))
    for (let first = 0; first < due.length && !stopped(); first += atOnce) {
      await Promise.all(due.slice(first, first + atOnce).map(end))
    }
  }
