import { RundeError } from '@runde/contracts/errors'
import type { Role } from '@runde/contracts/meetings'
import type { Call } from '@runde/service-kit/bus'
import type { Logger } from '@runde/service-kit/log'
import { type Deps as FindDeps, mustFind } from './find-meeting.ts'
import type { Meetings } from './ports/meetings.ts'
import type { Rooms } from './ports/rooms.ts'
import { isOver } from './state/meeting-state.ts'

export interface Deps extends FindDeps {
  readonly meetings: Pick<Meetings, 'find' | 'setRole'>
  readonly rooms: Pick<Rooms, 'showRole'>
  readonly log: Logger
}

interface Asked {
  readonly meeting_id: string
  readonly participant_id: string
  readonly role: Exclude<Role, 'host'>
}

/** Makes somebody co-host, or a participant like the others. It holds from the moment it is written; LiveKit only shows it. */
export const setRole =
  (deps: Deps) =>
  async ({ meeting_id, participant_id, role }: Asked, call: Call): Promise<{ role: Role }> => {
    const { meetings, rooms, log } = deps
    const { state, now } = await mustFind(deps, meeting_id, call)
    if (isOver(state, now)) throw new RundeError('meeting_ended', 'The meeting has ended.')
    if (!(await meetings.setRole(meeting_id, participant_id, role)))
      throw new RundeError('participant_not_found', 'Nobody with this id was ever in the meeting.')
    // Whoever is not connected shows it from their next token on.
    await rooms
      .showRole(meeting_id, participant_id, role, call)
      .catch((error) => log.warn({ err: error, meeting_id }, 'a role is not shown yet'))
    log.info({ meeting_id, participant_id, role }, 'role given by a host')
    return { role }
  }
