import { RundeError } from '@runde/contracts/errors'
import type { Call } from '@runde/service-kit/bus'
import type { Logger } from '@runde/service-kit/log'
import type { Actor } from './as-host.ts'
import { mustFindParticipant } from './find-participant.ts'
import type { FoundMeeting, Meetings } from './ports/meetings.ts'
import type { Rooms } from './ports/rooms.ts'

export interface Deps {
  readonly meetings: Pick<Meetings, 'participant' | 'ban'>
  readonly rooms: Pick<Rooms, 'disconnect'>
  readonly log: Logger
}

/** @throws RundeError `not_host` when a co-host wants to remove a host */
export const mayRemove =
  ({ meetings }: { readonly meetings: Pick<Meetings, 'participant'> }) =>
  async ({ meeting_id, participant_id }: { meeting_id: string; participant_id: string }, actor: Actor): Promise<void> => {
    const known = actor.role === 'host' ? undefined : await meetings.participant(meeting_id, participant_id)
    if (known?.record.role === 'host') throw new RundeError('not_host', 'A co-host may not remove a host.')
  }

/**
 * Disconnects somebody. The ban is written first: from then on nobody lets them in again, and whoever comes with a token that
 * is still good is disconnected once more when LiveKit tells of it.
 */
export const removeParticipant =
  ({ meetings, rooms, log }: Deps) =>
  async (
    { state: { meeting_id } }: FoundMeeting,
    { participant_id, ban }: { participant_id: string; ban: boolean },
    call: Call,
  ): Promise<object> => {
    await mustFindParticipant(meetings, meeting_id, participant_id)
    if (ban) await meetings.ban(meeting_id, participant_id)
    await rooms.disconnect(meeting_id, participant_id, call)
    log.info({ meeting_id, participant_id, ban }, 'participant removed by a host')
    return {}
  }
