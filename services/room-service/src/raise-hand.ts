import { RundeError } from '@runde/contracts/errors'
import type { Hand, raiseHand as raiseRpc } from '@runde/contracts/meetings'
import type { RequestOf } from '@runde/contracts/rpc'
import type { Call } from '@runde/service-kit/bus'
import type { Logger } from '@runde/service-kit/log'
import { type Deps as FindDeps, mustFind } from './find-meeting.ts'
import { isBanned, participantBySession } from './find-participant.ts'
import type { Meetings } from './ports/meetings.ts'
import { type Deps as ShowDeps, showHand } from './show-hand.ts'
import { isOver } from './state/meeting-state.ts'

export interface Deps extends FindDeps, ShowDeps {
  readonly meetings: Pick<Meetings, 'find' | 'participant' | 'banned' | 'raiseHand'>
  readonly log: Logger
}

/** Raises or lowers the hand of whoever has this session and is in. */
export const raiseHand =
  (deps: Deps) =>
  async ({ meeting_id, participant_token, raised }: RequestOf<typeof raiseRpc>, call: Call): Promise<Hand> => {
    const { meetings, log } = deps
    const { state, now } = await mustFind(deps, meeting_id, call)
    const known = participant_token === undefined ? undefined : await participantBySession(meetings, meeting_id, participant_token)
    if (!known || known.record.lobby) throw new RundeError('session_unknown', 'Nobody with this session is in the meeting.')
    if (await isBanned(meetings, known)) throw new RundeError('banned', 'A host has removed you from the meeting.')
    if (isOver(state, now)) throw new RundeError('meeting_ended', 'The meeting has ended.')
    const { participant_id } = known
    await meetings.raiseHand(meeting_id, participant_id, raised)
    const hand = await showHand(deps, { meeting_id, participant_id }, call)
    log.info({ meeting_id, participant_id, raised }, 'hand raised or lowered')
    return hand === 0 ? {} : { raised_at: new Date(hand).toISOString() }
  }
