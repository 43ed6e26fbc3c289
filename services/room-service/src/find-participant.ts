import { RundeError } from '@runde/contracts/errors'
import type { Meetings, StoredParticipant } from './ports/meetings.ts'
import { readSession } from './state/participant-session.ts'

export const unknownParticipant = () => new RundeError('participant_not_found', 'Nobody with this id was ever in the meeting.')

/** @throws RundeError `participant_not_found` for somebody who was never admitted */
export const mustFindParticipant = async (
  { participant }: Pick<Meetings, 'participant'>,
  meetingId: string,
  participantId: string,
): Promise<StoredParticipant> => {
  const known = await participant(meetingId, participantId)
  if (!known) throw unknownParticipant()
  return known
}

/** Whose session it is; undefined when it is none of this meeting. */
export const participantBySession = async (
  { participant }: Pick<Meetings, 'participant'>,
  meetingId: string,
  participantToken: string,
): Promise<StoredParticipant | undefined> => {
  const claimed = readSession(participantToken)
  const known = claimed && (await participant(meetingId, claimed.participant_id))
  // Both are hashes of a secret with 192 bits: how long comparing takes tells nothing about it.
  return known?.record.session === claimed?.session_hash ? known : undefined
}

export const isBanned = async ({ banned }: Pick<Meetings, 'banned'>, { meeting_id, participant_id }: StoredParticipant): Promise<boolean> =>
  (await banned(meeting_id, [participant_id])).length > 0
