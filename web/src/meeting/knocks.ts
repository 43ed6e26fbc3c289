import type { WaitingInLobby } from '@runde/contracts/host-operations'

/** What is told when somebody has come into the lobby: who, if nobody else waits there. */
export interface Knock {
  readonly numWaiting: number
  readonly person?: WaitingInLobby
}

/** Undefined when everybody who waits was heard before, given by their ids. */
export const knockOf = (heard: ReadonlySet<string>, waiting: readonly WaitingInLobby[]): Knock | undefined => {
  if (waiting.every(({ participant_id }) => heard.has(participant_id))) return undefined
  const [person] = waiting
  return { numWaiting: waiting.length, ...(person && waiting.length === 1 && { person }) }
}
