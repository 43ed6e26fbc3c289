import { RundeError } from '@runde/contracts/errors'
import type { WatchedMeeting } from '@runde/contracts/meetings'
import type { Call } from '@runde/service-kit/bus'
import { type Deps as FindDeps, mustFind } from './find-meeting.ts'
import { isBanned, participantBySession } from './find-participant.ts'
import type { Meetings } from './ports/meetings.ts'
import { asMeeting, isOver } from './state/meeting-state.ts'

export interface Deps extends FindDeps {
  readonly meetings: Pick<Meetings, 'find' | 'participant' | 'connectedParticipants' | 'countWaiting' | 'banned'>
}

/** The meeting as it is, with the version up to which events are in it; who is connected, for whoever is let in. */
export const watchMeeting =
  (deps: Deps) =>
  async ({ meeting_id, participant_token }: { meeting_id: string; participant_token?: string }, call: Call): Promise<WatchedMeeting> => {
    const { state, now, connected } = await mustFind(deps, meeting_id, call)
    const snapshot = { meeting: asMeeting(state, now), version: state.version, num_participants: connected }
    if (participant_token === undefined) return snapshot
    const known = await participantBySession(deps.meetings, meeting_id, participant_token)
    if (!known) throw new RundeError('session_unknown', 'There is no participant with this session in the meeting.')
    if (await isBanned(deps.meetings, known)) throw new RundeError('banned', 'A host has removed you from the meeting.')
    const { lobby, reason } = known.record
    if (lobby) return { ...snapshot, admission: { decision: lobby, ...(reason !== undefined && { reason }) } }
    if (isOver(state, now)) return { ...snapshot, participants: [], num_waiting: 0 }
    const [people, num_waiting] = await Promise.all([
      deps.meetings.connectedParticipants(meeting_id),
      deps.meetings.countWaiting(meeting_id, now),
    ])
    const participants = people.map(({ participant_id, record }) => ({ participant_id, display_name: record.name }))
    return { ...snapshot, participants, num_waiting }
  }
