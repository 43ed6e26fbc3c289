import { RundeError } from '@runde/contracts/errors'
import type { WatchedMeeting } from '@runde/contracts/meetings'
import type { Call } from '@runde/service-kit/bus'
import { type Deps as FindDeps, mustFind } from './find-meeting.ts'
import type { Meetings } from './ports/meetings.ts'
import { asMeeting, isOver } from './state/meeting-state.ts'
import { readSession } from './state/participant-session.ts'

export interface Deps extends FindDeps {
  readonly meetings: Pick<Meetings, 'find' | 'participant' | 'connectedParticipants' | 'banned'>
}

/** @throws RundeError `banned` */
const isParticipant = async ({ meetings }: Deps, meetingId: string, participantToken: string): Promise<boolean> => {
  const claimed = readSession(participantToken)
  const known = claimed && (await meetings.participant(meetingId, claimed.participant_id))
  // Both are hashes of a secret with 192 bits: how long comparing takes tells nothing about it.
  if (!claimed || known?.record.session !== claimed.session_hash) return false
  if ((await meetings.banned(meetingId, [claimed.participant_id])).length > 0)
    throw new RundeError('banned', 'A host has removed you from the meeting.')
  return true
}

/** The meeting as it is, with the version up to which events are in it; who is connected, for a participant. */
export const watchMeeting =
  (deps: Deps) =>
  async ({ meeting_id, participant_token }: { meeting_id: string; participant_token?: string }, call: Call): Promise<WatchedMeeting> => {
    const { state, now, connected } = await mustFind(deps, meeting_id, call)
    const snapshot = { meeting: asMeeting(state, now), version: state.version, num_participants: connected }
    if (participant_token === undefined) return snapshot
    if (!(await isParticipant(deps, meeting_id, participant_token)))
      throw new RundeError('session_unknown', 'There is no participant with this session in the meeting.')
    if (isOver(state, now)) return { ...snapshot, participants: [] }
    const people = await deps.meetings.connectedParticipants(meeting_id)
    return { ...snapshot, participants: people.map(({ participant_id, record }) => ({ participant_id, display_name: record.name })) }
  }
