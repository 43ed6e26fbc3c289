import type { Meeting } from '@runde/contracts/meetings'
import type { Call } from '@runde/service-kit/bus'

/** The LiveKit rooms of our meetings. A room is derived from its meeting and carries the same id. */
export interface Rooms {
  /** Makes sure that the room stands; answers LiveKit's id of this incarnation, which changes when a lost room comes back. @throws RundeError `unavailable` */
  ensure(meeting: Meeting, call: Call): Promise<{ room_sid: string }>
  /** Ends the room for everybody in it; a room that is not there is fine. @throws RundeError `unavailable` */
  remove(meetingId: string, call: Call): Promise<void>
  /** Whether LiveKit answers and takes our key. */
  answers(call: Call): Promise<boolean>
}
