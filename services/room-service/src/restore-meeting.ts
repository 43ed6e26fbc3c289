import type { Call } from '@runde/service-kit/bus'
import type { Logger } from '@runde/service-kit/log'
import type { FoundMeeting, Meetings } from './ports/meetings.ts'
import type { LiveRoom, Rooms } from './ports/rooms.ts'
import type { RecoveryRecords } from './state/recovery-record.ts'

/** The meeting that the store has lost and LiveKit still holds; undefined when there is none. */
export type RestoreMeeting = (meetingId: string, call: Call) => Promise<FoundMeeting | undefined>

export interface Deps {
  readonly meetings: Pick<Meetings, 'find' | 'restore'>
  readonly rooms: Pick<Rooms, 'list'>
  readonly records: Pick<RecoveryRecords, 'open'>
  readonly log: Logger
}

/** Puts the meeting of a room back into the store; the sweep then finds out who is in it. Leaves a foreign room alone. */
export const restoreFromRoom = async (
  { meetings, records, log }: Omit<Deps, 'rooms'>,
  { name: meeting_id, room_sid, metadata }: LiveRoom,
): Promise<boolean> => {
  const state = records.open(meeting_id, metadata)
  if (!state) return false
  const restored = await meetings.restore({ ...state, room_sid })
  if (restored) log.warn({ meeting_id, room_sid }, 'meeting restored from its room')
  return restored
}

/** Looks at LiveKit per second at most, and how many may be saved up: whoever guesses ids shall not reach LiveKit with every guess. */
const looks = { perSecond: 20, saved: 50 }

/** For an id that the store does not know: is there a room with our seal? Says "no" while LiveKit is away or guessers are at work. */
export const restoreMeeting = (deps: Deps, clock: () => number = performance.now.bind(performance)): RestoreMeeting => {
  let budget = looks.saved
  let last = clock()
  const mayLook = () => {
    const now = clock()
    budget = Math.min(looks.saved, budget + ((now - last) / 1_000) * looks.perSecond)
    last = now
    if (budget < 1) return false
    budget -= 1
    return true
  }
  return async (meetingId, call) => {
    if (!mayLook()) return undefined
    const rooms = await deps.rooms.list([meetingId], call).catch(() => [])
    const room = rooms.find(({ name }) => name === meetingId)
    if (!room) return undefined
    await restoreFromRoom(deps, room)
    return deps.meetings.find(meetingId)
  }
}
