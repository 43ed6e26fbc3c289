import { RundeError } from '@runde/contracts/errors'
import type { Commit, FoundMeeting, Meetings } from './ports/meetings.ts'
import { decide, type MeetingCommand } from './state/meeting-machine.ts'
import type { MeetingState } from './state/meeting-state.ts'

/** Another replica may write between our read and our write; each loss means that somebody else went ahead. */
const attempts = 20

const optionsOf = (command: MeetingCommand, { state }: FoundMeeting, type: string | undefined): Commit => {
  if (type === 'room_replaced') return { before: state.expires_at, seats: 'hold' }
  if (command.type === 'finish') return { seats: 'clear' }
  return command.type === 'end' ? {} : { before: state.expires_at }
}

/**
 * Gives the meeting a command: decides on what was read, writes if it still holds, and reads again otherwise.
 * @throws RundeError `meeting_ended`, or `unavailable` when it kept changing
 */
export const changeMeeting = async (
  meetings: Pick<Meetings, 'find' | 'commit'>,
  found: FoundMeeting,
  command: MeetingCommand,
): Promise<MeetingState> => {
  let current: FoundMeeting | undefined = found
  for (let attempt = 0; attempt < attempts && current; attempt++) {
    const decision = decide(current.state, command, current.now)
    if ('refused' in decision) throw new RundeError(decision.refused, 'The meeting has ended.')
    const { changes } = decision
    if (changes.length === 0) return current.state
    const after = await meetings.commit(current, changes, optionsOf(command, current, changes[0]?.type))
    if (after) return after
    current = await meetings.find(found.state.meeting_id)
  }
  if (!current) throw new RundeError('meeting_not_found', 'There is no meeting with this id.')
  throw new RundeError('unavailable', 'the meeting kept changing')
}
