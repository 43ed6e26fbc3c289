import type { Logger } from '@runde/service-kit/log'
import { mustFindParticipant } from './find-participant.ts'
import type { FoundMeeting, Meetings } from './ports/meetings.ts'

export interface Deps {
  readonly meetings: Pick<Meetings, 'participant' | 'unban'>
  readonly log: Logger
}

/** Somebody who was banned may come back; who was not may anyway. */
export const unbanParticipant =
  ({ meetings, log }: Deps) =>
  async ({ state: { meeting_id } }: FoundMeeting, { participant_id }: { participant_id: string }): Promise<object> => {
    if (await meetings.unban(meeting_id, participant_id)) log.info({ meeting_id, participant_id }, 'participant unbanned by a host')
    else await mustFindParticipant(meetings, meeting_id, participant_id)
    return {}
  }
