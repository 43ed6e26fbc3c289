import { within } from '@runde/service-kit/deadline'
import type { Logger } from '@runde/service-kit/log'
import { changeMeeting } from '../change-meeting.ts'
import { finishMeeting } from '../end-meeting.ts'
import { type Deps as EnsureDeps, ensureRoom } from '../ensure-room.ts'
import type { FoundMeeting, Meetings } from '../ports/meetings.ts'
import type { Rooms } from '../ports/rooms.ts'
import { isOver } from '../state/meeting-state.ts'
import { creationLimit, dueWarning } from '../state/wake.ts'
import type { Reconcile } from './reconcile-rooms.ts'

export interface Deps extends EnsureDeps {
  readonly meetings: Pick<Meetings, 'find' | 'commit' | 'claimDue' | 'reschedule'>
  readonly rooms: Pick<Rooms, 'ensure' | 'remove' | 'list'>
  readonly reconcile: Reconcile
  readonly log: Logger
}

/** Meetings that one replica takes from a shard at once; they are its own for ten seconds. */
export const perClaim = 100
/** Milliseconds for one meeting. */
const patience = 5_000

/** Whoever was creating it has died: finishes it, or gives it up when that has not worked for a while. */
const finishCreating = async (deps: Deps, found: FoundMeeting) => {
  const { state, now } = found
  if (now - state.created_at < creationLimit) return void (await ensureRoom(deps, found, within(patience)))
  await changeMeeting(deps.meetings, found, { type: 'end', reason: 'abandoned' })
}

/** Ends what has expired and removes the rooms of what is ending; LiveKit is asked for those that stand only. */
const endDue = async (deps: Deps, due: readonly FoundMeeting[]) => {
  if (due.length === 0) return
  const ending = await Promise.all(
    due.map(async (found) => ({ ...found, state: await changeMeeting(deps.meetings, found, { type: 'end', reason: 'expired' }) })),
  )
  // Nobody gets in any more, so what does not stand now will not stand again.
  const rooms = await deps.rooms.list(
    ending.map(({ state }) => state.meeting_id),
    within(patience),
  )
  const standing = new Set(rooms.map(({ name }) => name))
  const gone = { ...deps, rooms: { remove: async () => {} } }
  await Promise.all(ending.map((found) => finishMeeting(standing.has(found.state.meeting_id) ? deps : gone, found, within(patience))))
}

/** Looks at the meetings of a shard whose time has come; answers how many there were. What fails comes again after its claim. */
export const sweepMeetings = (deps: Deps) => {
  const { meetings, log, reconcile } = deps
  const careful = async (what: string, found: FoundMeeting | undefined, work: () => Promise<unknown>) => {
    try {
      await work()
    } catch (error) {
      log.warn({ err: error, meeting_id: found?.state.meeting_id }, `${what}: to be tried again`)
    }
  }
  const warn = (found: FoundMeeting) => changeMeeting(meetings, found, { type: 'warn' })

  return async (shard: number): Promise<number> => {
    const claimed = await meetings.claimDue(shard, perClaim)
    const over = claimed.filter(({ state, now }) => isOver(state, now))
    const creating = claimed.filter(({ state, now }) => state.status === 'creating' && !isOver(state, now))
    const open = claimed.filter(({ state, now }) => state.status === 'open' && !isOver(state, now))
    await careful('meetings could not be ended', undefined, () => endDue(deps, over))
    await Promise.all(creating.map((found) => careful('a meeting could not be finished', found, () => finishCreating(deps, found))))
    // Without anybody inside there is nobody to warn.
    const warned = open.filter((found) => found.connected > 0 && dueWarning(found.state, found.now) !== undefined)
    await Promise.all(warned.map((found) => careful('people could not be warned', found, () => warn(found))))
    await careful('rooms could not be compared', undefined, () => reconcile(open.filter((found) => !warned.includes(found))))
    return claimed.length
  }
}
