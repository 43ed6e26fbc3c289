import { type ErrorCode, RundeError } from '@runde/contracts/errors'
import type { Admission, AdmittedParticipant } from '@runde/contracts/meetings'
import type { Call } from '@runde/service-kit/bus'
import { mustBeHostKey } from './as-host.ts'
import { type Deps as EnsureDeps, ensureRoom } from './ensure-room.ts'
import { type Deps as FindDeps, mustFind } from './find-meeting.ts'
import type { Admitted, Meetings } from './ports/meetings.ts'
import { asMeeting, isOver } from './state/meeting-state.ts'
import { newSession as drawSession, type NewSession, readSession } from './state/participant-session.ts'

export interface Deps extends EnsureDeps, FindDeps {
  readonly meetings: Pick<Meetings, 'find' | 'commit' | 'admit'>
  readonly keyedSession: (meetingId: string, idempotencyKey: string) => NewSession
  /** Draws a participant that never was. */
  readonly newSession?: () => NewSession
}

const details = {
  meeting_not_found: 'There is no meeting with this id.',
  meeting_ended: 'The meeting has ended.',
  meeting_full: 'All seats of the meeting are taken.',
  meeting_locked: 'The meeting is locked.',
  banned: 'A host has removed you from the meeting.',
} as const satisfies Partial<Record<ErrorCode, string>>

const refuse = (outcome: Exclude<Admitted['outcome'], 'admitted'>): never => {
  throw new RundeError(outcome, details[outcome])
}

/**
 * Takes a seat in the meeting. The room is ensured first, every time: LiveKit drops rooms (restart, nobody inside), and
 * the seats of people who were in a lost room must be free before they are counted.
 */
export const admitParticipant =
  (deps: Deps) =>
  async (admission: Admission, call: Call): Promise<AdmittedParticipant> => {
    const { meeting_id, display_name, participant_token, host_key, browser, idempotency_key } = admission
    const { meetings, rooms, log, keyedSession, newSession = drawSession } = deps
    const found = await mustFind(deps, meeting_id, call)
    if (isOver(found.state, found.now)) refuse('meeting_ended')
    if (host_key !== undefined) mustBeHostKey(found, host_key)
    const state = await ensureRoom(deps, found, call)
    const session = idempotency_key === undefined ? newSession() : keyedSession(meeting_id, idempotency_key)
    const presented = participant_token === undefined ? undefined : readSession(participant_token)
    const who = { meeting_id, display_name, candidate: session, ...(presented && { presented }) }
    const admitted = await meetings.admit({ ...who, host: host_key !== undefined, ...(browser !== undefined && { browser }) })
    if (admitted.outcome !== 'admitted') {
      // It ended between the look and the seat, and we have just made its room again.
      if (admitted.outcome === 'meeting_ended') await rooms.remove(meeting_id, call).catch(() => {})
      return refuse(admitted.outcome)
    }
    const { participant_id, returning, role } = admitted
    log.info({ meeting_id, participant_id, returning, role }, 'participant admitted')
    const token = participant_id === session.participant_id ? session.participant_token : (participant_token ?? '')
    return { meeting: asMeeting(state, found.now), participant_id, participant_token: token, display_name, role }
  }
