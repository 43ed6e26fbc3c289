import { RundeError } from '@runde/contracts/errors'
import type { MeetingSettings } from '@runde/contracts/host-operations'
import { expiryLimits, type Meeting } from '@runde/contracts/meetings'
import type { Call } from '@runde/service-kit/bus'
import type { Logger } from '@runde/service-kit/log'
import { changeMeeting } from './change-meeting.ts'
import type { FoundMeeting, Meetings } from './ports/meetings.ts'
import type { Rooms } from './ports/rooms.ts'
import type { MeetingCommand } from './state/meeting-machine.ts'
import { asMeeting } from './state/meeting-state.ts'
import type { RecoveryRecords } from './state/recovery-record.ts'

export interface Deps {
  readonly meetings: Pick<Meetings, 'find' | 'commit'>
  readonly rooms: Pick<Rooms, 'describe'>
  readonly records: Pick<RecoveryRecords, 'seal'>
  readonly log: Logger
}

/** Renames, locks or unlocks the meeting and moves its end, to so many seconds from now by Redis's clock: all of it or nothing. */
export const changeSettings =
  ({ meetings, rooms, records, log }: Deps) =>
  async (found: FoundMeeting, { name, locked, expires_in }: MeetingSettings, call: Call): Promise<Meeting> => {
    const { meeting_id } = found.state
    if (expires_in !== undefined && (expires_in < expiryLimits.min || expires_in > expiryLimits.max))
      throw new RundeError('invalid', `expires_in must be from ${expiryLimits.min} to ${expiryLimits.max} seconds`)
    const commands: MeetingCommand[] = [{ type: 'change', name, locked }]
    if (expires_in !== undefined) commands.push({ type: 'extend', expires_at: found.now + expires_in * 1_000 })
    const state = await changeMeeting(meetings, found, ...commands)
    // A record that could not be written now is found to be stale by the sweep, and written then.
    await rooms.describe(meeting_id, records.seal(state), call).catch(() => {})
    log.info({ meeting_id, name, locked, expires_at: state.expires_at }, 'meeting changed')
    return asMeeting(state, found.now)
  }
