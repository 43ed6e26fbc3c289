import { RundeError } from '@runde/contracts/errors'
import { expiryLimits, type Meeting } from '@runde/contracts/meetings'
import type { Call } from '@runde/service-kit/bus'
import type { Logger } from '@runde/service-kit/log'
import { changeMeeting } from './change-meeting.ts'
import { type Deps as FindDeps, mustFind } from './find-meeting.ts'
import type { Meetings } from './ports/meetings.ts'
import type { Rooms } from './ports/rooms.ts'
import { asMeeting } from './state/meeting-state.ts'
import type { RecoveryRecords } from './state/recovery-record.ts'

export interface Deps extends FindDeps {
  readonly meetings: Pick<Meetings, 'find' | 'commit'>
  readonly rooms: Pick<Rooms, 'describe'>
  readonly records: Pick<RecoveryRecords, 'seal'>
  readonly log: Logger
}

/** Moves the end of the meeting to so many seconds from now, by Redis's clock. */
export const extendMeeting =
  (deps: Deps) =>
  async ({ meeting_id, expires_in }: { meeting_id: string; expires_in: number }, call: Call): Promise<Meeting> => {
    const { meetings, rooms, records, log } = deps
    if (expires_in < expiryLimits.min || expires_in > expiryLimits.max)
      throw new RundeError('invalid', `expires_in must be from ${expiryLimits.min} to ${expiryLimits.max} seconds`)
    const found = await mustFind(deps, meeting_id, call)
    const state = await changeMeeting(meetings, found, { type: 'extend', expires_at: found.now + expires_in * 1_000 })
    // A record that could not be written now is found to be stale by the sweep, and written then.
    await rooms.describe(meeting_id, records.seal(state), call).catch(() => {})
    log.info({ meeting_id, expires_at: state.expires_at }, 'meeting extended')
    return asMeeting(state, found.now)
  }
