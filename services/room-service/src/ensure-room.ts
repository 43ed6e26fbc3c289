import { RundeError } from '@runde/contracts/errors'
import type { Call } from '@runde/service-kit/bus'
import type { Logger } from '@runde/service-kit/log'
import { changeMeeting } from './change-meeting.ts'
import type { FoundMeeting, Meetings } from './ports/meetings.ts'
import type { Rooms } from './ports/rooms.ts'
import type { MeetingState } from './state/meeting-state.ts'
import type { RecoveryRecords } from './state/recovery-record.ts'

export interface Deps {
  readonly meetings: Pick<Meetings, 'find' | 'commit'>
  readonly rooms: Pick<Rooms, 'ensure' | 'remove'>
  readonly records: RecoveryRecords
  readonly log: Logger
}

/**
 * Makes sure that the meeting's room stands on LiveKit and that the meeting knows it: a new one opens, and whoever was
 * connected to a lost incarnation has left it. @throws RundeError `meeting_ended`, `unavailable`
 */
export const ensureRoom = async ({ meetings, rooms, records, log }: Deps, found: FoundMeeting, call: Call): Promise<MeetingState> => {
  const { meeting_id, max_participants } = found.state
  const { room_sid } = await rooms.ensure({ meeting_id, max_participants, metadata: records.seal(found.state) }, call)
  try {
    const after = await changeMeeting(meetings, found, { type: 'open', room_sid })
    if (after.version !== found.state.version && found.state.room_sid) log.info({ meeting_id, room_sid }, 'LiveKit room came back')
    return after
  } catch (error) {
    // It ended between the look and the room, which we have just made again. Any other failure leaves it: people may be inside.
    if (error instanceof RundeError && error.code === 'meeting_ended') await rooms.remove(meeting_id, call).catch(() => {})
    throw error
  }
}
