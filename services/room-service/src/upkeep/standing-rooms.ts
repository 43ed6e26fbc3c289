import type { Call } from '@runde/service-kit/bus'
import type { FoundMeeting } from '../ports/meetings.ts'
import type { Rooms } from '../ports/rooms.ts'

/** Which of these meetings, all of them closed, have a room. @throws RundeError `unavailable` */
export type StandingRooms = (closed: readonly FoundMeeting[], call: Call) => Promise<ReadonlySet<string>>

/** What LiveKit said of all its rooms. */
interface Look {
  /** Unix milliseconds by Redis's clock, not after LiveKit was asked. */
  readonly asOf: number
  readonly rooms: Promise<ReadonlySet<string>>
}

/** So many meetings are asked for by name; for more, LiveKit's store would compare every name with every room. */
const few = 20
/** Milliseconds for which a look serves others: clocks may be set back, and a storm is over by then. */
const servesFor = 5_000

const idOf = ({ state }: FoundMeeting) => state.meeting_id
/** From here on nobody made a room for it that they did not remove again. */
const closedAt = ({ state, now }: FoundMeeting) => Math.min(state.expires_at, now)

/**
 * Asks LiveKit for the rooms of closed meetings. Thousands may close within a second: one look at all rooms serves every
 * meeting that had closed before it, since whoever makes a room later finds their meeting closed and removes it.
 */
export const standingRooms = ({ list }: Pick<Rooms, 'list'>): StandingRooms => {
  let latest: Look | undefined
  const names = async (wanted: readonly string[] | 'all', call: Call) => new Set((await list(wanted, call)).map(({ name }) => name))
  const look = (asOf: number, call: Call): Look => {
    const begun = { asOf, rooms: names('all', call) }
    begun.rooms.catch(() => {
      if (latest === begun) latest = undefined
    })
    return begun
  }
  return (closed, call) => {
    if (closed.length <= few) return names(closed.map(idOf), call)
    const now = Math.max(...closed.map((found) => found.now))
    const needed = Math.max(...closed.map(closedAt))
    const serves = latest && latest.asOf >= needed && now >= latest.asOf && now - latest.asOf < servesFor
    if (!latest || !serves) latest = look(now, call)
    return latest.rooms
  }
}
