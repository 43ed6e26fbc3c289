import { RundeError } from '@runde/contracts/errors'
import { expiryLimits, type Meeting, type NewMeeting, participantLimits } from '@runde/contracts/meetings'
import type { Call } from '@runde/service-kit/bus'
import type { Logger } from '@runde/service-kit/log'
import type { Meetings } from './meetings.ts'
import { newMeetingId } from './new-meeting-id.ts'
import type { Rooms } from './rooms.ts'

export interface Deps {
  readonly meetings: Pick<Meetings, 'insert' | 'adoptRoom' | 'abandon'>
  readonly rooms: Pick<Rooms, 'ensure'>
  readonly log: Logger
  readonly newId?: () => string
}

/** With 2^49 ids a second draw is a curiosity; more than this is a fault elsewhere. */
const draws = 3

/** Answers once the meeting is stored and its room stands on LiveKit. */
export const createMeeting =
  ({ meetings, rooms, log, newId = newMeetingId }: Deps) =>
  async (wanted: NewMeeting, call: Call): Promise<Meeting> => {
    for (let draw = 0; draw < draws; draw++) {
      const meeting_id = newId()
      const meeting = await meetings.insert({
        meeting_id,
        name: wanted.name ?? `Meeting ${meeting_id}`,
        max_participants: wanted.max_participants ?? participantLimits.default,
        expires_in: wanted.expires_in ?? expiryLimits.default,
      })
      if (!meeting) continue
      log.info({ meeting_id }, 'creating LiveKit room')
      const { room_sid } = await rooms.ensure(meeting, call).catch(async (error) => {
        // The caller will try again and get another meeting; this one must not wait for its expiry.
        await meetings.abandon(meeting_id).catch(() => {})
        throw error
      })
      await meetings.adoptRoom(meeting_id, room_sid)
      log.info({ meeting_id, room_sid }, 'created LiveKit room')
      return { ...meeting, status: 'open' }
    }
    throw new RundeError('unavailable', 'no free meeting id was found')
  }
