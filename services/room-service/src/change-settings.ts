import { RundeError } from '@runde/contracts/errors'
import type { MeetingSettings } from '@runde/contracts/host-operations'
import { expiryLimits, type Meeting } from '@runde/contracts/meetings'
import type { Call } from '@runde/service-kit/bus'
import type { Logger } from '@runde/service-kit/log'
import { bringInLineOrLater, type Deps as LineDeps } from './bring-in-line.ts'
import { changeRecorded, type Deps as RecordedDeps } from './change-recorded.ts'
import type { FoundMeeting } from './ports/meetings.ts'
import type { MeetingCommand } from './state/meeting-machine.ts'
import { asMeeting } from './state/meeting-state.ts'
import type { HashPasscode } from './state/passcode.ts'

export interface Deps extends RecordedDeps, LineDeps {
  readonly meetings: RecordedDeps['meetings'] & LineDeps['meetings']
  readonly rooms: RecordedDeps['rooms'] & LineDeps['rooms']
  readonly hashPasscode: HashPasscode
  readonly log: Logger
}

/** What the audit says of an order to change a meeting: that there is a passcode, not which. */
export const auditedSettings = ({ passcode, ...settings }: MeetingSettings): Record<string, unknown> =>
  passcode === undefined ? settings : { ...settings, passcode: passcode !== '' }

/**
 * Renames the meeting, changes who gets in and what they may send, and moves its end, to so many seconds from now by Redis's
 * clock: all of it or nothing.
 */
export const changeSettings =
  (deps: Deps) =>
  async (found: FoundMeeting, wanted: MeetingSettings, call: Call): Promise<Meeting> => {
    const { meeting_id } = found.state
    const { name, locked, lobby, passcode, permissions, expires_in } = wanted
    if (expires_in !== undefined && (expires_in < expiryLimits.min || expires_in > expiryLimits.max))
      throw new RundeError('invalid', `expires_in must be from ${expiryLimits.min} to ${expiryLimits.max} seconds`)
    const settings = {
      ...(name !== undefined && { name }),
      ...(locked !== undefined && { locked }),
      ...(lobby !== undefined && { lobby }),
      ...(passcode !== undefined && { passcode_hash: passcode && deps.hashPasscode(meeting_id, passcode) }),
      ...(permissions !== undefined && { permissions }),
    }
    const commands: MeetingCommand[] = [{ type: 'change', settings }]
    if (expires_in !== undefined) commands.push({ type: 'extend', expires_at: found.now + expires_in * 1_000 })
    const state = await changeRecorded(deps, found, commands, call)
    if (permissions) await bringInLineOrLater(deps, { meeting_id }, call)
    deps.log.info({ meeting_id, ...auditedSettings(wanted), expires_at: state.expires_at }, 'meeting changed')
    return asMeeting(state, found.now)
  }
