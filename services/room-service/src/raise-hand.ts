import type { Hand, raiseHand as raiseRpc } from '@runde/contracts/meetings'
import type { RequestOf } from '@runde/contracts/rpc'
import type { Call } from '@runde/service-kit/bus'
import type { Logger } from '@runde/service-kit/log'
import { type Deps as InDeps, mustBeIn } from './must-be-in.ts'
import type { Meetings } from './ports/meetings.ts'
import { type Deps as ShowDeps, showHand } from './show-hand.ts'

export interface Deps extends InDeps, ShowDeps {
  readonly meetings: InDeps['meetings'] & Pick<Meetings, 'raiseHand'>
  readonly log: Logger
}

/** Raises or lowers the hand of whoever has this session and is in. */
export const raiseHand =
  (deps: Deps) =>
  async ({ raised, ...asked }: RequestOf<typeof raiseRpc>, call: Call): Promise<Hand> => {
    const { meetings, log } = deps
    const { meeting_id, participant_id } = (await mustBeIn(deps, asked, call)).known
    await meetings.raiseHand(meeting_id, participant_id, raised)
    const hand = await showHand(deps, { meeting_id, participant_id }, call)
    log.info({ meeting_id, participant_id, raised }, 'hand raised or lowered')
    return hand === 0 ? {} : { raised_at: new Date(hand).toISOString() }
  }
