import type { Meeting } from '@runde/contracts/meetings'
import type { Call } from '@runde/service-kit/bus'
import type { Logger } from '@runde/service-kit/log'
import { changeMeeting } from './change-meeting.ts'
import type { FoundMeeting, Meetings } from './ports/meetings.ts'
import type { Rooms } from './ports/rooms.ts'
import { asMeeting, type MeetingState } from './state/meeting-state.ts'

export interface FinishDeps {
  readonly meetings: Pick<Meetings, 'find' | 'commit'>
  readonly rooms: Pick<Rooms, 'remove'>
  readonly log: Logger
}

/** Removes the room of a meeting that is ending, and writes that it has ended. */
export const finishMeeting = async ({ meetings, rooms, log }: FinishDeps, found: FoundMeeting, call: Call): Promise<MeetingState> => {
  const { meeting_id } = found.state
  await rooms.remove(meeting_id, call)
  const state = await changeMeeting(meetings, found, { type: 'finish' })
  if (state.version !== found.state.version) log.info({ meeting_id }, 'meeting ended')
  return state
}

/** Ends the meeting for everybody. From the first write on nobody gets in; what fails after it is finished by the sweep. */
export const endMeeting =
  (deps: FinishDeps) =>
  async (found: FoundMeeting, _: unknown, call: Call): Promise<Meeting> => {
    const ending = { ...found, state: await changeMeeting(deps.meetings, found, { type: 'end', reason: 'ended' }) }
    if (ending.state.status === 'ended') return asMeeting(ending.state, found.now)
    const ended = await finishMeeting(deps, ending, call).catch(() => ending.state)
    return asMeeting(ended, found.now)
  }
