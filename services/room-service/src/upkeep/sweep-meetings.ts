import { within } from '@runde/service-kit/deadline'
import type { Logger } from '@runde/service-kit/log'
import { changeMeeting, optionsOf } from '../change-meeting.ts'
import { finishMeeting } from '../end-meeting.ts'
import { type Deps as EnsureDeps, ensureRoom } from '../ensure-room.ts'
import type { FoundMeeting, Meetings } from '../ports/meetings.ts'
import type { Rooms } from '../ports/rooms.ts'
import { decideAll, type MeetingCommand } from '../state/meeting-machine.ts'
import { isOver } from '../state/meeting-state.ts'
import { creationLimit, dueWarning } from '../state/wake.ts'
import { inTurns } from './in-turns.ts'
import type { Reconcile } from './reconcile-rooms.ts'

export interface Deps extends EnsureDeps {
  readonly meetings: Pick<Meetings, 'find' | 'commit' | 'commitAll' | 'claimDue' | 'reschedule'>
  readonly rooms: Pick<Rooms, 'ensure' | 'remove' | 'list'>
  readonly reconcile: Reconcile
  readonly log: Logger
}

/** Meetings that one replica takes from a shard at once; what failed comes again after three seconds. */
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

const expire = { type: 'end', reason: 'expired' } as const

/** Gives all of them the commands, in one write; answers those that were written. Whoever was changed meanwhile comes again after the claim. */
const changeAll = async (
  { meetings }: Deps,
  due: readonly FoundMeeting[],
  commands: readonly MeetingCommand[],
): Promise<FoundMeeting[]> => {
  const commits = due.flatMap((found) => {
    const decision = decideAll(found.state, commands, found.now)
    if ('refused' in decision || decision.changes.length === 0) return []
    return [{ found, changes: decision.changes, ...optionsOf(found, decision.changes) }]
  })
  const states = await meetings.commitAll(commits)
  return commits.flatMap(({ found }, at) => {
    const state = states[at]
    return state ? [{ ...found, state }] : []
  })
}

/**
 * Ends those that have no room together with what is left of them: a join that makes a room now finds its meeting over, and
 * removes the room again.
 */
const endRoomless = async (deps: Deps, due: readonly FoundMeeting[]) => {
  const ended = (await changeAll(deps, due, [expire, { type: 'finish' }])).filter(({ state }) => state.status === 'ended')
  if (ended.length > 0) deps.log.info({ meeting_ids: ended.map(({ state }) => state.meeting_id) }, 'meetings without a room ended')
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
    const [roomless, others] = [
      due.filter(({ state }) => !standing(state.meeting_id)),
      due.filter(({ state }) => standing(state.meeting_id)),
    ]
    const toBeTriedAgain = (error: unknown) => {
      log.warn({ err: error }, 'meetings could not be ended: to be tried again')
      return []
    }
    await endRoomless(deps, roomless).catch(toBeTriedAgain)
    // Nobody gets in from now on; then the rooms go, which takes longer.
    const begun = await changeAll(deps, others, [expire]).catch(toBeTriedAgain)
    const ending = [...others.filter(({ state }) => state.status === 'ending'), ...begun]
    await each('a meeting could not be ended', ending, (found) => finishMeeting(deps, found, within(patience)))
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
