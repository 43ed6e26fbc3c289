import { isMeetingId } from '@runde/contracts/meeting-id'
import { within } from '@runde/service-kit/deadline'
import type { Logger } from '@runde/service-kit/log'
import type { Meetings } from '../ports/meetings.ts'
import type { LiveRoom, Rooms } from '../ports/rooms.ts'
import { restoreFromRoom } from '../restore-meeting.ts'
import type { RecoveryRecords } from '../state/recovery-record.ts'

export interface Deps {
  readonly meetings: Pick<Meetings, 'find' | 'statuses' | 'restore'>
  readonly rooms: Pick<Rooms, 'list' | 'remove'>
  readonly records: RecoveryRecords
  readonly log: Logger
}

/** Milliseconds for one call to LiveKit. */
const patience = 5_000

/**
 * Looks through all rooms of this LiveKit for those that carry our seal and do not fit the store: the meeting was lost and
 * comes back, or has ended and its room goes. Foreign rooms are left alone. One replica does it at a time.
 */
export const recoverRooms =
  ({ meetings, rooms, records, log }: Deps) =>
  async (stopped: () => boolean): Promise<void> => {
    const ours = (await rooms.list('all', within(patience))).filter(({ name }) => isMeetingId(name))
    const statuses = await meetings.statuses(ours.map(({ name }) => name))
    const settle = async (room: LiveRoom, status: (typeof statuses)[number]) => {
      if (status === 'creating' || status === 'open' || status === 'ending') return
      if (!records.open(room.name, room.metadata)) return
      if (status === 'ended') {
        await rooms.remove(room.name, within(patience))
        log.warn({ meeting_id: room.name }, 'removed the room of a meeting that has ended')
      } else await restoreFromRoom({ meetings, records, log }, room)
    }
    for (const [at, room] of ours.entries()) {
      if (stopped()) return
      await settle(room, statuses[at])
    }
  }
