import type { Role } from '@runde/contracts/meetings'
import type { Call } from '@runde/service-kit/bus'
import type { Logger } from '@runde/service-kit/log'
import { bringInLineOrLater, type Deps as LineDeps } from './bring-in-line.ts'
import { unknownParticipant } from './find-participant.ts'
import type { FoundMeeting, Meetings } from './ports/meetings.ts'
import type { Rooms } from './ports/rooms.ts'

export interface Deps extends LineDeps {
  readonly meetings: LineDeps['meetings'] & Pick<Meetings, 'setRole'>
  readonly rooms: LineDeps['rooms'] & Pick<Rooms, 'show'>
  readonly log: Logger
}

interface Asked {
  readonly participant_id: string
  readonly role: Exclude<Role, 'host'>
}

/**
 * Makes somebody co-host, or a participant like the others. It holds from the moment it is written; LiveKit shows it, and lets
 * them send what goes with it.
 */
export const setRole =
  (deps: Deps) =>
  async ({ state: { meeting_id } }: FoundMeeting, { participant_id, role }: Asked, call: Call): Promise<{ role: Role }> => {
    const { meetings, rooms, log } = deps
    if (!(await meetings.setRole(meeting_id, participant_id, role))) throw unknownParticipant()
    // Whoever is not connected shows it from their next token on.
    await Promise.all([
      rooms
        .show(meeting_id, participant_id, { role }, call)
        .catch((error) => log.warn({ err: error, meeting_id }, 'a role is not shown yet')),
      bringInLineOrLater(deps, { meeting_id, participant_id }, call),
    ])
    log.info({ meeting_id, participant_id, role }, 'role given by a host')
    return { role }
  }
