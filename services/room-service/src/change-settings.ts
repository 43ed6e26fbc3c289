import { RundeError } from '@runde/contracts/errors'
import type { MeetingSettings } from '@runde/contracts/host-operations'
import { expiryLimits, type Meeting } from '@runde/contracts/meetings'
import type { Call } from '@runde/service-kit/bus'
import type { Logger } from '@runde/service-kit/log'
import { bringInLine, type Deps as LineDeps } from './bring-in-line.ts'
import { changeMeeting } from './change-meeting.ts'
import type { FoundMeeting, Meetings } from './ports/meetings.ts'
import type { Rooms } from './ports/rooms.ts'
import type { MeetingCommand } from './state/meeting-machine.ts'
import { asMeeting } from './state/meeting-state.ts'
import type { HashPasscode } from './state/passcode.ts'
import type { RecoveryRecords } from './state/recovery-record.ts'

export interface Deps extends LineDeps {
  readonly meetings: LineDeps['meetings'] & Pick<Meetings, 'commit'>
  readonly rooms: LineDeps['rooms'] & Pick<Rooms, 'describe'>
  readonly records: Pick<RecoveryRecords, 'seal'>
  readonly hashPasscode: HashPasscode
  readonly log: Logger
}

/** What the audit says of an order to change a meeting: that there is a passcode, not which. */
export const auditedSettings = ({ passcode, ...settings }: MeetingSettings): Record<string, unknown> =>
  passcode === undefined ? settings : { ...settings, passcode: passcode !== '' }

/** Permits whoever is connected what is in force now. Whom LiveKit was not told of now, it is told of by the next comparison. */
const permitAll = async (deps: Deps, meeting_id: string, call: Call): Promise<void> => {
  await bringInLine(deps, { meeting_id }, call).catch((error) =>
    deps.log.warn({ err: error, meeting_id }, 'permissions are not in force at LiveKit yet'),
  )
}

/**
 * Renames the meeting, changes who gets in and what they may send, and moves its end, to so many seconds from now by Redis's
 * clock: all of it or nothing.
 */
export const changeSettings =
  (deps: Deps) =>
  async (found: FoundMeeting, wanted: MeetingSettings, call: Call): Promise<Meeting> => {
    const { meetings, rooms, records, hashPasscode, log } = deps
    const { meeting_id } = found.state
    const { name, locked, lobby, passcode, permissions, expires_in } = wanted
    if (expires_in !== undefined && (expires_in < expiryLimits.min || expires_in > expiryLimits.max))
      throw new RundeError('invalid', `expires_in must be from ${expiryLimits.min} to ${expiryLimits.max} seconds`)
    const settings = {
      ...(name !== undefined && { name }),
      ...(locked !== undefined && { locked }),
      ...(lobby !== undefined && { lobby }),
      ...(passcode !== undefined && { passcode_hash: passcode && hashPasscode(meeting_id, passcode) }),
      ...(permissions !== undefined && { permissions }),
    }
    const commands: MeetingCommand[] = [{ type: 'change', settings }]
    if (expires_in !== undefined) commands.push({ type: 'extend', expires_at: found.now + expires_in * 1_000 })
    const state = await changeMeeting(meetings, found, ...commands)
    // A record that could not be written now is found to be stale by the sweep, and written then.
    const described = rooms.describe(meeting_id, records.seal(state), call).catch(() => {})
    await Promise.all([described, permissions && permitAll(deps, meeting_id, call)])
    const told = { name, locked, lobby, passcode: passcode && true, permissions, expires_at: state.expires_at }
    log.info({ meeting_id, ...told }, 'meeting changed')
    return asMeeting(state, found.now)
  }
