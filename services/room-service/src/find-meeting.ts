import { RundeError } from '@runde/contracts/errors'
import { isMeetingId } from '@runde/contracts/meeting-id'
import type { MeetingSnapshot } from '@runde/contracts/meetings'
import type { FoundMeeting, Meetings } from './meetings.ts'

/** @throws RundeError `meeting_not_found` for a malformed id as for an unknown one: the difference would help only a guesser. */
export const mustFind = async (meetings: Pick<Meetings, 'find'>, meetingId: string): Promise<FoundMeeting> => {
  const found = isMeetingId(meetingId) ? await meetings.find(meetingId) : undefined
  if (!found) throw new RundeError('meeting_not_found', 'There is no meeting with this id.')
  return found
}

export const findMeeting =
  ({ meetings }: { readonly meetings: Pick<Meetings, 'find'> }) =>
  async ({ meeting_id }: { meeting_id: string }): Promise<MeetingSnapshot> => {
    const { meeting, num_participants } = await mustFind(meetings, meeting_id)
    return { meeting, num_participants }
  }
