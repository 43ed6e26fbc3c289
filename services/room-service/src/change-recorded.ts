import type { Call } from '@runde/service-kit/bus'
import { changeMeeting } from './change-meeting.ts'
import type { FoundMeeting, Meetings } from './ports/meetings.ts'
import type { Rooms } from './ports/rooms.ts'
import type { MeetingCommand } from './state/meeting-machine.ts'
import type { MeetingState } from './state/meeting-state.ts'
import type { RecoveryRecords } from './state/recovery-record.ts'

export interface Deps {
  readonly meetings: Pick<Meetings, 'find' | 'commit'>
  readonly rooms: Pick<Rooms, 'describe'>
  readonly records: Pick<RecoveryRecords, 'seal'>
}

/** Changes the meeting, and then what its room's record says of it. */
export const changeRecorded = async (
  { meetings, rooms, records }: Deps,
  found: FoundMeeting,
  commands: readonly MeetingCommand[],
  call: Call,
): Promise<MeetingState> => {
  const state = await changeMeeting(meetings, found, ...commands)
  // A record that could not be written now is found to be stale by the sweep, and written then.
  await rooms.describe(state.meeting_id, records.seal(state), call).catch(() => {})
  return state
}
