import type { MutableSource } from '@runde/contracts/host-operations'
import type { Call } from '@runde/service-kit/bus'
import type { Logger } from '@runde/service-kit/log'
import { mustFindParticipant } from './find-participant.ts'
import type { FoundMeeting, Meetings } from './ports/meetings.ts'
import type { Rooms } from './ports/rooms.ts'

export interface Deps {
  readonly meetings: Pick<Meetings, 'participant' | 'connectedParticipants'>
  readonly rooms: Pick<Rooms, 'mute'>
  readonly log: Logger
}

interface Asked {
  readonly participant_id?: string
  readonly source: MutableSource
}

/** Whose source it is: the one who was named, or everybody without a role of their own. */
const whom = async (meetings: Deps['meetings'], meeting_id: string, participant_id: string | undefined): Promise<readonly string[]> => {
  if (participant_id === undefined)
    return (await meetings.connectedParticipants(meeting_id))
      .filter(({ record }) => record.role === undefined)
      .map((one) => one.participant_id)
  return [(await mustFindParticipant(meetings, meeting_id, participant_id)).participant_id]
}

/** Mutes what people send; they can unmute it. Muting whoever sends nothing is no error. */
export const muteParticipants =
  ({ meetings, rooms, log }: Deps) =>
  async ({ state: { meeting_id } }: FoundMeeting, { participant_id, source }: Asked, call: Call): Promise<{ muted: number }> => {
    const people = await whom(meetings, meeting_id, participant_id)
    const muted = people.length === 0 ? 0 : await rooms.mute(meeting_id, people, source, call)
    log.info({ meeting_id, participant_id, source, muted }, 'muted by a host')
    return { muted }
  }
