import type { Joined, Waiting } from '@runde/contracts/rest'
import { codeOfFailure, joinMeeting } from '../api.ts'
import { forgetHostKey, recallHostKey } from '../host-key.ts'
import type { ParticipantSession } from './participant-session.ts'

/**
 * Asks to be let in as this tab's participant, and as a host if the browser has a key of the meeting. The session is kept in
 * the lobby too: it holds the place. Whoever has one sends the passcode only when it is `asked` for: where somebody guesses
 * passcodes, all who send one are held up.
 */
export const admit = async (
  id: string,
  name: string,
  participant: Pick<ParticipantSession, 'token' | 'keep'>,
  passcode?: string,
  asked = false,
): Promise<Joined | Waiting> => {
  const hostKey = recallHostKey(id)
  const token = await participant.token()
  const sent = token && !asked ? undefined : passcode
  const body = { display_name: name, ...(token && { participant_token: token }), ...(sent && { passcode: sent }) }
  try {
    const answer = await joinMeeting(id, body, hostKey)
    participant.keep(answer.participant_token)
    return answer
  } catch (error) {
    const code = codeOfFailure(error)
    if (code === 'passcode_required' && passcode && !sent) return admit(id, name, participant, passcode, true)
    if (!hostKey || code !== 'not_host') throw error
    // Whoever has a wrong key may still take part.
    forgetHostKey(id)
    return admit(id, name, participant, passcode, asked)
  }
}
