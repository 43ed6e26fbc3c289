import type { Joined, Waiting } from '@runde/contracts/rest'
import { createSignal } from 'solid-js'
import { admit } from './admit.ts'
import { createParticipantSession } from './participant-session.ts'
import { createPasscode } from './passcode.ts'

/** How this tab comes into a meeting: as whom it asks and with which passcode, and its place in the lobby. */
export const createEntrance = (id: string, name: () => string) => {
  const participant = createParticipantSession(id)
  const passcode = createPasscode(id)
  const [waiting, setWaiting] = createSignal<Waiting>()

  const ask = async (): Promise<Joined | Waiting> => {
    const answer = await admit(id, name(), participant, passcode.recall())
    if (!('token' in answer)) setWaiting(answer)
    return answer
  }

  /** For the call, which can do nothing with a place in the lobby. `answered`: what the server has said already. */
  const enter = (answered?: Joined) => async (): Promise<Joined> => {
    const answer = answered ?? (await ask())
    answered = undefined
    if ('token' in answer) return answer
    throw Object.assign(new Error('In the lobby'), { code: 'waiting' })
  }
  return { participant, passcode, waiting, ask, enter }
}
