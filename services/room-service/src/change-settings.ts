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
import type { HashPasscode } from './state/passcode.ts'
import type { RecoveryRecords } from './state/recovery-record.ts'

export interface Deps {
  readonly meetings: Pick<Meetings, 'find' | 'commit'>
  readonly rooms: Pick<Rooms, 'describe'>
  readonly records: Pick<RecoveryRecords, 'seal'>
  readonly hashPasscode: HashPasscode
  readonly log: Logger
}

/** What the audit says of an order to change a meeting: that there is a passcode, not which. */
export const auditedSettings = ({ passcode, ...settings }: MeetingSettings): Record<string, unknown> =>
  passcode === undefined ? settings : { ...settings, passcode: passcode !== '' }

/** Renames the meeting, changes who gets in and moves its end, to so many seconds from now by Redis's clock: all of it or nothing. */
export const changeSettings =
  ({ meetings, rooms, records, hashPasscode, log }: Deps) =>
  async (found: FoundMeeting, wanted: MeetingSettings, call: Call): Promise<Meeting> => {
    const { meeting_id } = found.state
    const { name, locked, lobby, passcode, expires_in } = wanted
    if (expires_in !== undefined && (expires_in < expiryLimits.min || expires_in > expiryLimits.max))
      throw new RundeError('invalid', `expires_in must be from ${expiryLimits.min} to ${expiryLimits.max} seconds`)
    const settings = {
      ...(name !== undefined && { name }),
      ...(locked !== undefined && { locked }),
      ...(lobby !== undefined && { lobby }),
      ...(passcode !== undefined && { passcode_hash: passcode && hashPasscode(meeting_id, passcode) }),
    }
    const commands: MeetingCommand[] = [{ type: 'change', settings }]
    if (expires_in !== undefined) commands.push({ type: 'extend', expires_at: found.now + expires_in * 1_000 })
    const state = await changeMeeting(meetings, found, ...commands)
    // A record that could not be written now is found to be stale by the sweep, and written then.
    await rooms.describe(meeting_id, records.seal(state), call).catch(() => {})
    log.info({ meeting_id, name, locked, lobby, passcode: passcode && true, expires_at: state.expires_at }, 'meeting changed')
    return asMeeting(state, found.now)
  }
