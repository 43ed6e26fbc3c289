import { within } from '@runde/service-kit/deadline'
import type { Logger } from '@runde/service-kit/log'
import { changeMeeting } from '../change-meeting.ts'
import { finishMeeting } from '../end-meeting.ts'
import { type Deps as EnsureDeps, ensureRoom } from '../ensure-room.ts'
import type { FoundMeeting, Meetings } from '../ports/meetings.ts'
import type { Rooms } from '../ports/rooms.ts'
import { isOver } from '../state/meeting-state.ts'
import { creationLimit, dueWarning } from '../state/wake.ts'
import { inTurns } from './in-turns.ts'
import type { Reconcile } from './reconcile-rooms.ts'

export interface Deps extends EnsureDeps {
  readonly meetings: Pick<Meetings, 'find' | 'commit' | 'claimDue' | 'reschedule'>
  readonly rooms: Pick<Rooms, 'ensure' | 'remove' | 'list'>
  readonly reconcile: Reconcile
  readonly log: Logger
}

/** Meetings that one replica takes from a shard at once; they are its own for ten seconds. */
export const perClaim = 100
/** Meetings of a shard that are worked on at the same time. */
const together = 20
/** Milliseconds for one meeting. */
const patience = 5_000

/** Whoever was creating it has died: finishes it, or gives it up when that has not worked for a while. */
const finishCreating = async (deps: Deps, found: FoundMeeting) => {
  const { state, now } = found
  if (now - state.created_at < creationLimit) return void (await ensureRoom(deps, found, within(patience)))
  await changeMeeting(deps.meetings, found, { type: 'end', reason: 'abandoned' })
}

/**
 * Ends one that is due, together with its room. Without a room it ends in one write: a join that makes the room now finds
 * the meeting over, and removes it again.
 */
const endOne = async (deps: Deps, found: FoundMeeting, standing: boolean) => {
  const end = { type: 'end', reason: 'expired' } as const
  if (standing) {
    const state = await changeMeeting(deps.meetings, found, end)
    // Its end may have been moved meanwhile.
    if (state.status === 'ending') await finishMeeting(deps, { ...found, state }, within(patience))
    return
  }
  const { status, meeting_id } = await changeMeeting(deps.meetings, found, end, { type: 'finish' })
  if (status === 'ended') deps.log.info({ meeting_id }, 'meeting ended')
}

/** Looks at the meetings of a shard whose time has come; answers how many there were. What fails comes again after its claim. */
export const sweepMeetings = (deps: Deps) => {
  const { meetings, log, reconcile } = deps
  const each = (what: string, meetingsOfThisKind: readonly FoundMeeting[], work: (found: FoundMeeting) => Promise<unknown>) =>
    inTurns(meetingsOfThisKind, together, async (found) => {
      try {
        await work(found)
      } catch (error) {
        log.warn({ err: error, meeting_id: found.state.meeting_id }, `${what}: to be tried again`)
      }
    })
  const endDue = async (due: readonly FoundMeeting[]) => {
    const ids = due.map(({ state }) => state.meeting_id)
    // While LiveKit is away every room may stand: nobody gets in any more, and the end is written when the room is gone.
    const rooms = await deps.rooms.list(ids, within(patience)).catch(() => undefined)
    const standing = (id: string) => rooms === undefined || rooms.some(({ name }) => name === id)
    await each('a meeting could not be ended', due, (found) => endOne(deps, found, standing(found.state.meeting_id)))
  }
  const warn = (found: FoundMeeting) => changeMeeting(meetings, found, { type: 'warn' })

  return async (shard: number): Promise<number> => {
    const claimed = await meetings.claimDue(shard, perClaim)
    const over = claimed.filter(({ state, now }) => isOver(state, now))
    const creating = claimed.filter(({ state, now }) => state.status === 'creating' && !isOver(state, now))
    const open = claimed.filter(({ state, now }) => state.status === 'open' && !isOver(state, now))
    await endDue(over)
    await each('a meeting could not be finished', creating, (found) => finishCreating(deps, found))
    // Without anybody inside there is nobody to warn.
    const warned = open.filter((found) => found.connected > 0 && dueWarning(found.state, found.now) !== undefined)
    await each('people could not be warned', warned, warn)
    const others = open.filter((found) => !warned.includes(found))
    await reconcile(others).catch((error) => log.warn({ err: error }, 'rooms could not be compared: to be tried again'))
    return claimed.length
  }
}
