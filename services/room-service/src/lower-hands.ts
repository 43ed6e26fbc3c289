import type { Call } from '@runde/service-kit/bus'
import type { Logger } from '@runde/service-kit/log'
import { unknownParticipant } from './find-participant.ts'
import type { FoundMeeting, Meetings } from './ports/meetings.ts'
import { type Deps as ShowDeps, showHand } from './show-hand.ts'

export interface Deps extends ShowDeps {
  readonly meetings: ShowDeps['meetings'] & Pick<Meetings, 'connectedParticipants' | 'raiseHand'>
  readonly log: Logger
}

interface Asked {
  readonly participant_id?: string
}

/** Lowers a hand, or all of those who are connected. It is shown down even if it was down before: that order may have got lost. */
export const lowerHands =
  (deps: Deps) =>
  async ({ state: { meeting_id } }: FoundMeeting, { participant_id }: Asked, call: Call): Promise<{ lowered: number }> => {
    const { meetings, log } = deps
    const lower = async (whom: string): Promise<number> => {
      const before = await meetings.raiseHand(meeting_id, whom, false)
      if (!before) throw unknownParticipant()
      await showHand(deps, { meeting_id, participant_id: whom }, call)
      return before.hand === undefined ? 0 : 1
    }
    const raised = async () => (await meetings.connectedParticipants(meeting_id)).filter(({ record }) => record.hand !== undefined)
    const people = participant_id === undefined ? (await raised()).map((one) => one.participant_id) : [participant_id]
    const lowered = (await Promise.all(people.map(lower))).reduce((sum, one) => sum + one, 0)
    log.info({ meeting_id, participant_id, lowered }, 'hands lowered by a host')
    return { lowered }
  }
