import { RundeError } from '@runde/contracts/errors'
import { isMeetingId } from '@runde/contracts/meeting-id'
import type { MeetingSnapshot } from '@runde/contracts/meetings'
import type { Call } from '@runde/service-kit/bus'
import type { FoundMeeting, Meetings } from './ports/meetings.ts'
import type { RestoreMeeting } from './restore-meeting.ts'
import { asMeeting } from './state/meeting-state.ts'

export interface Deps {
  readonly meetings: Pick<Meetings, 'find'>
  /** Looks for a meeting that the store does not know. */
  readonly restoreMeeting: RestoreMeeting
}

/** @throws RundeError `meeting_not_found` for a malformed id as for an unknown one: the difference would help only a guesser. */
export const mustFind = async ({ meetings, restoreMeeting }: Deps, meetingId: string, call: Call): Promise<FoundMeeting> => {
  const found = isMeetingId(meetingId) ? ((await meetings.find(meetingId)) ?? (await restoreMeeting(meetingId, call))) : undefined
  if (!found) throw new RundeError('meeting_not_found', 'There is no meeting with this id.')
  return found
}

export const findMeeting =
  (deps: Deps) =>
  async ({ meeting_id }: { meeting_id: string }, call: Call): Promise<MeetingSnapshot> => {
    const { state, now, connected } = await mustFind(deps, meeting_id, call)
    return { meeting: asMeeting(state, now), num_participants: connected }
  }
