import { RundeError } from '@runde/contracts/errors'
import type { MutableSource } from '@runde/contracts/host-operations'
import type { Call } from '@runde/service-kit/bus'
import type { Logger } from '@runde/service-kit/log'
import { type Deps as FindDeps, mustFind } from './find-meeting.ts'
import type { Meetings } from './ports/meetings.ts'
import type { Rooms } from './ports/rooms.ts'
import { isOver } from './state/meeting-state.ts'

export interface Deps extends FindDeps {
  readonly meetings: Pick<Meetings, 'find' | 'participant' | 'connectedParticipants'>
  readonly rooms: Pick<Rooms, 'mute'>
  readonly log: Logger
}

interface Asked {
  readonly meeting_id: string
  readonly participant_id?: string
  readonly source: MutableSource
}

/** Whose source it is: the one who was named, or everybody without a role of their own. */
const whom = async ({ meetings }: Deps, { meeting_id, participant_id }: Asked): Promise<readonly string[]> => {
  if (participant_id === undefined)
    return (await meetings.connectedParticipants(meeting_id))
      .filter(({ record }) => record.role === undefined)
      .map((one) => one.participant_id)
  if (!(await meetings.participant(meeting_id, participant_id)))
    throw new RundeError('participant_not_found', 'Nobody with this id was ever in the meeting.')
  return [participant_id]
}

/** Mutes what people send; they can unmute it. Muting whoever sends nothing is no error. */
export const muteParticipants =
  (deps: Deps) =>
  async (asked: Asked, call: Call): Promise<{ muted: number }> => {
    const { meeting_id, source } = asked
    const { state, now } = await mustFind(deps, meeting_id, call)
    if (isOver(state, now)) throw new RundeError('meeting_ended', 'The meeting has ended.')
    const people = await whom(deps, asked)
    const muted = people.length === 0 ? 0 : await deps.rooms.mute(meeting_id, people, source, call)
    deps.log.info({ meeting_id, participant_id: asked.participant_id, source, muted }, 'muted by a host')
    return { muted }
  }
