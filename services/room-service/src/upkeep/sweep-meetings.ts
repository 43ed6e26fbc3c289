import { within } from '@runde/service-kit/deadline'
import type { Logger } from '@runde/service-kit/log'
import { changeMeeting } from '../change-meeting.ts'
import { type Deps as EnsureDeps, ensureRoom } from '../ensure-room.ts'
import type { FoundMeeting, Meetings } from '../ports/meetings.ts'
import { emptyRoomKept } from '../ports/rooms.ts'
import type { MeetingCommand } from '../state/meeting-machine.ts'
import { isOver } from '../state/meeting-state.ts'
import { creationLimit, dueWarning } from '../state/wake.ts'
import { changeAll } from './change-all.ts'
import type { Finish } from './finish-meetings.ts'
import { inTurns } from './in-turns.ts'
import type { Reconcile } from './reconcile-rooms.ts'
import type { StandingRooms } from './standing-rooms.ts'

export interface Deps extends EnsureDeps {
  readonly meetings: Pick<Meetings, 'find' | 'commit' | 'commitAll' | 'claimDue' | 'reschedule'>
  readonly reconcile: Reconcile
  readonly standing: StandingRooms
  /** May answer before it has. */
  readonly finish: Finish
  /** Milliseconds after its creation for which its room may stand though nobody has ever come. */
  readonly quietAfter?: number
  readonly log: Logger
}

/** Meetings that one replica takes from a shard at once; what failed comes again after three seconds. */
export const perClaim = 100
/** Meetings of a shard that are worked on at the same time. */
const together = 20
/** Milliseconds for one meeting. */
const patience = 5_000

const expire: MeetingCommand = { type: 'end', reason: 'expired' }

/** Nobody is inside, and nobody has been let in for so long that LiveKit has hardly kept a room for it. */
const isQuiet = ({ state, connected, watched_until, now }: FoundMeeting, quietAfter: number) =>
  connected === 0 && watched_until <= now && now - state.created_at > quietAfter

/** Whoever was creating it has died: finishes it, or gives it up when that has not worked for a while. */
const finishCreating = async (deps: Deps, found: FoundMeeting) => {
  const { state, now } = found
  if (now - state.created_at < creationLimit) return void (await ensureRoom(deps, found, within(patience)))
  await changeMeeting(deps.meetings, found, { type: 'end', reason: 'abandoned' })
}

/** Looks at the meetings of a shard whose time has come; answers how many there were. What fails comes again after its claim. */
export const sweepMeetings = (deps: Deps) => {
  const { meetings, log, reconcile, standing, finish, quietAfter = emptyRoomKept * 1_000 } = deps
  const each = (what: string, meetingsOfThisKind: readonly FoundMeeting[], work: (found: FoundMeeting) => Promise<unknown>) =>
    inTurns(meetingsOfThisKind, together, async (found) => {
      try {
        await work(found)
      } catch (error) {
        log.warn({ err: error, meeting_id: found.state.meeting_id }, `${what}: to be tried again`)
      }
    })
  const endAll = (due: readonly FoundMeeting[], ...commands: readonly MeetingCommand[]) =>
    changeAll(meetings, due, ...commands).catch((error) => {
      log.warn({ err: error }, 'meetings could not be ended: to be tried again')
      return []
    })
  /** Those are over without more ado that have no room any more; answers the others, all of them while LiveKit does not answer. */
  const endRoomless = async (quiet: readonly FoundMeeting[]): Promise<readonly FoundMeeting[]> => {
    if (quiet.length === 0) return []
    const rooms = await standing(quiet, within(patience)).catch(() => undefined)
    const roomless = quiet.filter(({ state }) => rooms && !rooms.has(state.meeting_id))
    await endAll(roomless, expire, { type: 'finish' })
    return quiet.filter((found) => !roomless.includes(found))
  }
  /** Nobody gets in from now on. It does not depend on LiveKit, which may be away or busy; that their rooms go can take longer. */
  const endDue = async (due: readonly FoundMeeting[]) => {
    const ending = due.filter(({ state }) => state.status === 'ending')
    const quiet = due.filter((found) => !ending.includes(found) && isQuiet(found, quietAfter))
    const others = due.filter((found) => !ending.includes(found) && !quiet.includes(found))
    const begun = await endAll(others, expire)
    await finish([...ending, ...begun, ...(await endAll(await endRoomless(quiet), expire))])
  }
  const warn = (found: FoundMeeting) => changeMeeting(meetings, found, { type: 'warn' })

  return async (shard: number): Promise<number> => {
    const claimed = await meetings.claimDue(shard, perClaim)
    const over = claimed.filter(({ state, now }) => isOver(state, now))
    const creating = claimed.filter(({ state, now }) => state.status === 'creating' && !isOver(state, now))
    const open = claimed.filter(({ state, now }) => state.status === 'open' && !isOver(state, now))
    if (over.length > 0) await endDue(over)
    await each('a meeting could not be finished', creating, (found) => finishCreating(deps, found))
    // Without anybody inside there is nobody to warn.
    const warned = open.filter((found) => found.connected > 0 && dueWarning(found.state, found.now) !== undefined)
    await each('people could not be warned', warned, warn)
    const others = open.filter((found) => !warned.includes(found))
    await reconcile(others).catch((error) => log.warn({ err: error }, 'rooms could not be compared: to be tried again'))
    return claimed.length
  }
}
