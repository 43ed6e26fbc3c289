import type { FoundMeeting, Meetings } from '@runde/room-service/ports/meetings'
import { hashOfHostKey, newHostKey } from '@runde/room-service/state/host-key'
import { newMeetingId } from '@runde/room-service/state/new-meeting-id'

/** Writes on their way to Redis at once. */
const together = 500

/** Stores open meetings by the same scripts as the service, without rooms on LiveKit. */
export const storeMeetings = async (
  meetings: Pick<Meetings, 'create' | 'commit'>,
  count: number,
  then: (found: FoundMeeting) => Promise<unknown> = async () => {},
): Promise<void> => {
  const one = async () => {
    const created = await meetings.create({
      meeting_id: newMeetingId(),
      name: '',
      max_participants: 50,
      expires_in: 86_400,
      lobby: false,
      encrypted: false,
      passcode_hash: '',
      host_key_hash: hashOfHostKey(newHostKey()),
    })
    if (created.outcome !== 'created') throw new Error(`a meeting was not created: ${created.outcome}`)
    const state = await meetings.commit(created.found, [{ type: 'meeting_opened', room_sid: `RM_${newMeetingId()}` }])
    if (state) await then({ ...created.found, state })
  }
  for (let done = 0; done < count; done += together) await Promise.all(Array.from({ length: Math.min(together, count - done) }, one))
}
