import { readText, writeText } from '../storage.ts'

const keyOf = (meetingId: string) => `runde.participant.${meetingId}`

/** Milliseconds: the page that is being left by a reload holds its lock a moment longer than it is seen. */
const usualPatience = 5_000

/** Holds the lock until the page goes. False if another tab holds it all through the patience. */
const lock = async (token: string, patience: number): Promise<boolean> => {
  // Plain http has no locks; a duplicated tab cannot be told from a reload there.
  if (!navigator.locks) return true
  const give = AbortSignal.timeout(patience)
  return new Promise((answer) => {
    navigator.locks
      .request(`runde.participant.${token}`, { signal: give }, () => {
        answer(true)
        return new Promise(() => {})
      })
      .catch(() => answer(false))
  })
}

export interface ParticipantSession {
  /** The token of this tab's participant, if it has been here before. */
  token(): Promise<string | undefined>
  /** Keeps the token that a join answered. */
  keep(token: string): void
  /** Comes as somebody new from now on. */
  forget(): void
}

/**
 * One participant is one tab: a reload finds its token in sessionStorage and is the same person again.
 * A duplicated tab finds the copied token too, but not its lock, and becomes somebody new.
 */
export const createParticipantSession = (meetingId: string, patience = usualPatience): ParticipantSession => {
  const key = keyOf(meetingId)
  const stored = readText('sessionStorage', key)
  let held: Promise<string | undefined> = Promise.resolve(undefined)
  if (stored) {
    held = lock(stored, patience).then((mine) => {
      if (mine) return stored
      writeText('sessionStorage', key, undefined)
      return undefined
    })
  }
  return {
    token: () => held,
    keep(token) {
      writeText('sessionStorage', key, token)
      held = held.then(async (before) => {
        if (before !== token) await lock(token, patience)
        return token
      })
    },
    forget() {
      writeText('sessionStorage', key, undefined)
      held = Promise.resolve(undefined)
    },
  }
}
