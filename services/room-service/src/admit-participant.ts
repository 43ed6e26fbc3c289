import { type ErrorCode, RundeError } from '@runde/contracts/errors'
import type { Admission, AdmittedParticipant } from '@runde/contracts/meetings'
import type { Call } from '@runde/service-kit/bus'
import type { Logger } from '@runde/service-kit/log'
import { mustFind } from './find-meeting.ts'
import type { Admitted, Meetings } from './meetings.ts'
import { newSession, readSession } from './participant-session.ts'
import type { Rooms } from './rooms.ts'

export interface Deps {
  readonly meetings: Pick<Meetings, 'find' | 'adoptRoom' | 'admit'>
  readonly rooms: Pick<Rooms, 'ensure' | 'remove'>
  readonly log: Logger
}

const details = {
  meeting_not_found: 'There is no meeting with this id.',
  meeting_ended: 'The meeting has ended.',
  meeting_full: 'All seats of the meeting are taken.',
} as const satisfies Partial<Record<ErrorCode, string>>

const refuse = (outcome: Exclude<Admitted['outcome'], 'admitted'>): never => {
  throw new RundeError(outcome, details[outcome])
}

/**
 * Takes a seat in the meeting. The room is ensured first, every time: LiveKit drops rooms (restart, nobody inside), and
 * the seats of people who were in a lost room must be free before they are counted.
 */
export const admitParticipant =
  ({ meetings, rooms, log }: Deps) =>
  async ({ meeting_id, display_name, participant_token }: Admission, call: Call): Promise<AdmittedParticipant> => {
    const { meeting, room_sid } = await mustFind(meetings, meeting_id)
    if (meeting.status === 'ending' || meeting.status === 'ended') refuse('meeting_ended')
    const room = await rooms.ensure(meeting, call)
    if (room.room_sid !== room_sid) {
      await meetings.adoptRoom(meeting_id, room.room_sid)
      log.info({ meeting_id, room_sid: room.room_sid }, 'LiveKit room came back')
    }
    const session = newSession()
    const presented = participant_token === undefined ? undefined : readSession(participant_token)
    const admitted = await meetings.admit({ meeting_id, display_name, candidate: session, ...(presented ? { presented } : {}) })
    if (admitted.outcome !== 'admitted') {
      // It ended between the look and the seat, and we have just made its room again.
      if (admitted.outcome === 'meeting_ended') await rooms.remove(meeting_id, call).catch(() => {})
      return refuse(admitted.outcome)
    }
    const { participant_id, returning } = admitted
    log.info({ meeting_id, participant_id, returning }, 'participant admitted')
    const token = returning && participant_token ? participant_token : session.participant_token
    return { meeting: { ...meeting, status: 'open' }, participant_id, participant_token: token, display_name }
  }
