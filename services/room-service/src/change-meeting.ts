import { RundeError } from '@runde/contracts/errors'
import type { Commit, FoundMeeting, Meetings } from './ports/meetings.ts'
import { decideAll, type MeetingCommand } from './state/meeting-machine.ts'
import type { MeetingChange, MeetingState } from './state/meeting-state.ts'

/** Another replica may write between our read and our write; each loss means that somebody else went ahead. */
const attempts = 20

/** What the store has to mind when it writes these changes. */
export const optionsOf = ({ state }: FoundMeeting, changes: readonly MeetingChange[]): Commit => {
  const types = new Set(changes.map(({ type }) => type))
  // An end is an end whenever it is written; everything else was decided for a meeting that goes on.
  if (types.has('meeting_ended')) return { seats: 'clear' }
  if (types.has('meeting_ending')) return {}
  return types.has('room_replaced') ? { before: state.expires_at, seats: 'hold' } : { before: state.expires_at }
}

/**
 * Gives the meeting one command after the other, all in one write: decides on what was read, writes if it still holds, and
 * reads again otherwise. @throws RundeError `meeting_ended`, or `unavailable` when it kept changing
 */
export const changeMeeting = async (
  meetings: Pick<Meetings, 'find' | 'commit'>,
  found: FoundMeeting,
  ...commands: readonly MeetingCommand[]
): Promise<MeetingState> => {
  let current: FoundMeeting | undefined = found
  for (let attempt = 0; attempt < attempts && current; attempt++) {
    const decision = decideAll(current.state, commands, current.now)
    if ('refused' in decision) throw new RundeError(decision.refused, 'The meeting has ended.')
    const { changes } = decision
    if (changes.length === 0) return current.state
    const after = await meetings.commit(current, changes, optionsOf(current, changes))
    if (after) return after
    current = await meetings.find(found.state.meeting_id)
  }
  if (!current) throw new RundeError('meeting_not_found', 'There is no meeting with this id.')
  throw new RundeError('unavailable', 'the meeting kept changing')
}
