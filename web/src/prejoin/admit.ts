import type { Joined } from '@runde/contracts/rest'
import { codeOfFailure, joinMeeting } from '../api.ts'
import { forgetHostKey, recallHostKey } from '../host-key.ts'
import type { ParticipantSession } from './participant-session.ts'

/** Asks to be let in as this tab's participant, and as a host if the browser has a key of the meeting. */
export const admit = async (id: string, name: string, participant: ParticipantSession): Promise<Joined> => {
  const hostKey = recallHostKey(id)
  const token = await participant.token()
  try {
    const joined = await joinMeeting(id, { display_name: name, ...(token && { participant_token: token }) }, hostKey)
    participant.keep(joined.participant_token)
    return joined
  } catch (error) {
    if (!hostKey || codeOfFailure(error) !== 'not_host') throw error
    // Whoever has a wrong key may still take part.
    forgetHostKey(id)
    return admit(id, name, participant)
  }
}
