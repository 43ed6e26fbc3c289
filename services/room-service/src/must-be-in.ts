import { RundeError } from '@runde/contracts/errors'
import type { Call } from '@runde/service-kit/bus'
import { type Deps as FindDeps, mustFind } from './find-meeting.ts'
import { isBanned, participantBySession } from './find-participant.ts'
import type { FoundMeeting, Meetings, StoredParticipant } from './ports/meetings.ts'
import { isOver } from './state/meeting-state.ts'

export interface Deps extends FindDeps {
  readonly meetings: Pick<Meetings, 'find' | 'participant' | 'banned'>
}

interface Asked {
  readonly meeting_id: string
  readonly participant_token?: string
}

/**
 * Who asks for something that only people in the meeting may: the session says who that is, and a host may have removed them.
 * @throws RundeError `meeting_not_found`, `session_unknown`, `banned`, `meeting_ended`
 */
export const mustBeIn = async (
  deps: Deps,
  { meeting_id, participant_token }: Asked,
  call: Call,
): Promise<{ readonly found: FoundMeeting; readonly known: StoredParticipant }> => {
  const found = await mustFind(deps, meeting_id, call)
  const known = participant_token === undefined ? undefined : await participantBySession(deps.meetings, meeting_id, participant_token)
  if (!known || known.record.lobby) throw new RundeError('session_unknown', 'Nobody with this session is in the meeting.')
  if (await isBanned(deps.meetings, known)) throw new RundeError('banned', 'A host has removed you from the meeting.')
  if (isOver(found.state, found.now)) throw new RundeError('meeting_ended', 'The meeting has ended.')
  return { found, known }
}
