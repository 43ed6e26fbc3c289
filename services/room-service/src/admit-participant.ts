import { type ErrorCode, RundeError } from '@runde/contracts/errors'
import type { Admission, AdmissionOutcome } from '@runde/contracts/meetings'
import type { Call } from '@runde/service-kit/bus'
import { mustBeHostKey } from './as-host.ts'
import { type Deps as EnsureDeps, ensureRoom } from './ensure-room.ts'
import { type Deps as FindDeps, mustFind } from './find-meeting.ts'
import { hasHost } from './host-presence.ts'
import type { AdmissionRefusal, AdmissionRequest, Meetings } from './ports/meetings.ts'
import { asMeeting, isOver } from './state/meeting-state.ts'
import { newSession as drawSession, type NewSession, readSession } from './state/participant-session.ts'
import type { HashPasscode } from './state/passcode.ts'
import { permissionsOf } from './state/permissions.ts'

export interface Deps extends EnsureDeps, FindDeps {
  readonly meetings: Pick<Meetings, 'find' | 'commit' | 'admit' | 'connectedParticipants'>
  readonly hashPasscode: HashPasscode
  readonly keyedSession: (meetingId: string, idempotencyKey: string) => NewSession
  /** Draws a participant that never was. */
  readonly newSession?: () => NewSession
}

const details = {
  meeting_not_found: 'There is no meeting with this id.',
  meeting_ended: 'The meeting has ended.',
  meeting_full: 'All seats of the meeting are taken.',
  meeting_locked: 'The meeting is locked.',
  passcode_required: 'The meeting has a passcode.',
  passcode_wrong: 'The passcode is not the one of this meeting.',
  lobby_full: 'The lobby takes nobody more.',
  admission_denied: 'A host has not let you in.',
  banned: 'A host has removed you from the meeting.',
} as const satisfies Record<AdmissionRefusal, string> & Partial<Record<ErrorCode, string>>

const refuse = (outcome: AdmissionRefusal): never => {
  throw new RundeError(outcome, details[outcome])
}

/** What the store decides on; the passcode and the keys themselves never get there. */
const requestOf = (
  { hashPasscode }: Pick<Deps, 'hashPasscode'>,
  { meeting_id, display_name, participant_token, host_key, browser, passcode }: Admission,
  candidate: NewSession,
): AdmissionRequest => {
  const presented = participant_token === undefined ? undefined : readSession(participant_token)
  return {
    ...{ meeting_id, display_name, candidate, host: host_key !== undefined },
    ...(presented && { presented }),
    ...(browser !== undefined && { browser }),
    ...(passcode && { passcode_hash: hashPasscode(meeting_id, passcode) }),
  }
}

/**
 * Takes a seat in the meeting, or a place in its lobby. The room is ensured first, every time: LiveKit drops rooms (restart,
 * nobody inside), and the seats of people who were in a lost room must be free before they are counted.
 */
export const admitParticipant =
  (deps: Deps) =>
  async (admission: Admission, call: Call): Promise<AdmissionOutcome> => {
    const { meeting_id, display_name, participant_token, host_key, idempotency_key } = admission
    const { meetings, rooms, log, keyedSession, newSession = drawSession } = deps
    const found = await mustFind(deps, meeting_id, call)
    if (isOver(found.state, found.now)) refuse('meeting_ended')
    if (host_key !== undefined) mustBeHostKey(found, host_key)
    const state = await ensureRoom(deps, found, call)
    const session = idempotency_key === undefined ? newSession() : keyedSession(meeting_id, idempotency_key)
    const admitted = await meetings.admit(requestOf(deps, admission, session))
    if (admitted.outcome !== 'admitted' && admitted.outcome !== 'waiting') {
      // It ended between the look and the seat, and we have just made its room again.
      if (admitted.outcome === 'meeting_ended') await rooms.remove(meeting_id, call).catch(() => {})
      return refuse(admitted.outcome)
    }
    const { participant_id, returning } = admitted
    const own = participant_id === session.participant_id ? session.participant_token : (participant_token ?? '')
    if (admitted.outcome === 'waiting') {
      if (!returning) log.info({ meeting_id, participant_id }, 'participant waiting')
      const host_present = await hasHost(meetings, meeting_id)
      const waiting_since = new Date(admitted.since).toISOString()
      return { waiting: { participant_id, participant_token: own, waiting_since, host_present } }
    }
    const { role, hand } = admitted
    const permissions = permissionsOf(state, { ...(role !== 'participant' && { role }), permissions: admitted.permissions })
    log.info({ meeting_id, participant_id, returning, role }, 'participant admitted')
    const meeting = asMeeting(state, found.now)
    const who = { participant_id, participant_token: own, display_name }
    return { admitted: { meeting, ...who, role, permissions, ...(hand !== undefined && { hand }) } }
  }
