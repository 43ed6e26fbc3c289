import { RundeError } from '@runde/contracts/errors'
import type { Logger } from '@runde/service-kit/log'
import type { FoundMeeting, LobbyDecision, Meetings } from './ports/meetings.ts'

export interface Deps {
  readonly meetings: Pick<Meetings, 'decideWaiting'>
  readonly log: Logger
}

const decide = async ({ meetings, log }: Deps, { state: { meeting_id } }: FoundMeeting, decision: LobbyDecision): Promise<number> => {
  const decided = await meetings.decideWaiting(meeting_id, decision)
  const { participant_id } = decision
  if (decided === undefined) throw new RundeError('meeting_ended', 'The meeting has ended.')
  if (decided === 0 && participant_id !== undefined)
    throw new RundeError('participant_not_found', 'Nobody with this id waits in the lobby.')
  log.info({ meeting_id, participant_id, decision: decision.decision, decided }, 'decided about the lobby')
  return decided
}

/** Lets somebody in who waits, or everybody who does. They take their seats when they come. */
export const admitWaiting =
  (deps: Deps) =>
  async (found: FoundMeeting, { participant_id }: { participant_id?: string }): Promise<{ admitted: number }> => ({
    admitted: await decide(deps, found, { decision: 'admitted', ...(participant_id !== undefined && { participant_id }) }),
  })

/** Does not let somebody in who waits. They can ask again as somebody new; a ban is another operation. */
export const denyWaiting =
  (deps: Deps) =>
  async (found: FoundMeeting, { participant_id, reason }: { participant_id: string; reason?: string }): Promise<object> => {
    await decide(deps, found, { decision: 'denied', participant_id, ...(reason !== undefined && { reason }) })
    return {}
  }
