import type { Role } from '@runde/contracts/meetings'
import type { Call } from '@runde/service-kit/bus'
import type { Logger } from '@runde/service-kit/log'
import { unknownParticipant } from './find-participant.ts'
import type { FoundMeeting, Meetings } from './ports/meetings.ts'
import type { Rooms } from './ports/rooms.ts'

export interface Deps {
  readonly meetings: Pick<Meetings, 'setRole'>
  readonly rooms: Pick<Rooms, 'showRole'>
  readonly log: Logger
}

interface Asked {
  readonly participant_id: string
  readonly role: Exclude<Role, 'host'>
}

/** Makes somebody co-host, or a participant like the others. It holds from the moment it is written; LiveKit only shows it. */
export const setRole =
  ({ meetings, rooms, log }: Deps) =>
  async ({ state: { meeting_id } }: FoundMeeting, { participant_id, role }: Asked, call: Call): Promise<{ role: Role }> => {
    if (!(await meetings.setRole(meeting_id, participant_id, role))) throw unknownParticipant()
    // Whoever is not connected shows it from their next token on.
    await rooms
      .showRole(meeting_id, participant_id, role, call)
      .catch((error) => log.warn({ err: error, meeting_id }, 'a role is not shown yet'))
    log.info({ meeting_id, participant_id, role }, 'role given by a host')
    return { role }
  }
