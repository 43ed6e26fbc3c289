import { RundeError } from '@runde/contracts/errors'
import type { Call } from '@runde/service-kit/bus'
import type { Logger } from '@runde/service-kit/log'
import { type Deps as FindDeps, mustFind } from './find-meeting.ts'
import type { Meetings } from './ports/meetings.ts'
import { isOver } from './state/meeting-state.ts'

export interface Deps extends FindDeps {
  readonly meetings: Pick<Meetings, 'find' | 'participant' | 'unban'>
  readonly log: Logger
}

/** Somebody who was banned may come back; who was not may anyway. */
export const unbanParticipant =
  (deps: Deps) =>
  async ({ meeting_id, participant_id }: { meeting_id: string; participant_id: string }, call: Call): Promise<object> => {
    const { meetings, log } = deps
    const { state, now } = await mustFind(deps, meeting_id, call)
    if (isOver(state, now)) throw new RundeError('meeting_ended', 'The meeting has ended.')
    if (await meetings.unban(meeting_id, participant_id)) log.info({ meeting_id, participant_id }, 'participant unbanned by a host')
    else if (!(await meetings.participant(meeting_id, participant_id)))
      throw new RundeError('participant_not_found', 'Nobody with this id was ever in the meeting.')
    return {}
  }
