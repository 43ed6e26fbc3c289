import { RundeError } from '@runde/contracts/errors'
import type { AskableSource } from '@runde/contracts/host-operations'
import type { Call } from '@runde/service-kit/bus'
import type { Logger } from '@runde/service-kit/log'
import { mustFindParticipant } from './find-participant.ts'
import type { FoundMeeting, Meetings } from './ports/meetings.ts'
import type { Rooms } from './ports/rooms.ts'

export interface Deps {
  readonly meetings: Pick<Meetings, 'participant'>
  readonly rooms: Pick<Rooms, 'ask'>
  readonly log: Logger
}

interface Asked {
  readonly participant_id: string
  readonly source: AskableSource
}

/** Asks somebody to turn on their microphone or camera. Nobody can do it for them: whether they do is theirs to say. */
export const askToUnmute =
  ({ meetings, rooms, log }: Deps) =>
  async ({ state: { meeting_id } }: FoundMeeting, { participant_id, source }: Asked, call: Call): Promise<object> => {
    await mustFindParticipant(meetings, meeting_id, participant_id)
    if (!(await rooms.ask(meeting_id, participant_id, source, call)))
      throw new RundeError('participant_not_found', 'Nobody with this id is connected.')
    log.info({ meeting_id, participant_id, source }, 'asked to unmute by a host')
    return {}
  }
