import type { MeetingEvent } from '@runde/contracts/meeting-events'
import type { OutboxChange, OutboxEntry } from '../ports/meetings.ts'

const iso = (milliseconds: number) => new Date(milliseconds).toISOString()

/** Hashes are nobody's business; that there is a passcode is. */
const settings = ({ passcode_hash, host_keys: _, ...change }: Extract<OutboxChange, { type: 'meeting_changed' }>) =>
  passcode_hash === undefined ? change : { ...change, passcode: passcode_hash !== '' }

const tell = (change: OutboxChange, connected: number) => {
  switch (change.type) {
    case 'meeting_extended':
      return { type: change.type, expires_at: iso(change.expires_at) }
    case 'ending_soon':
      return { type: change.type, expires_at: iso(change.expires_at), seconds_left: change.seconds_left }
    case 'meeting_changed':
      return settings(change)
    case 'participant_joined':
    case 'participant_left':
      return { ...change, num_participants: connected }
    default:
      return change
  }
}

/** What the others are told of an entry of the outbox. Its time is the entry's own: Redis names entries by its clock. */
export const asMeetingEvent = ({ id, meeting_id, version, connected = 0, change }: OutboxEntry): MeetingEvent => ({
  ...tell(change, connected),
  meeting_id,
  version,
  at: iso(Number.parseInt(id, 10)),
})
