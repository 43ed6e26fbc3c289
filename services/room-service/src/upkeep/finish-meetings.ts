import { within } from '@runde/service-kit/deadline'
import { type FinishDeps, finishMeeting } from '../end-meeting.ts'
import type { FoundMeeting, Meetings } from '../ports/meetings.ts'
import { changeAll } from './change-all.ts'
import { inTurns } from './in-turns.ts'
import type { StandingRooms } from './standing-rooms.ts'

export interface Deps extends FinishDeps {
  readonly meetings: Pick<Meetings, 'find' | 'commit' | 'commitAll'>
  readonly standing: StandingRooms
}

/** Finishes meetings of one shard that are ending. Never fails: what could not be done is logged, and comes again after its claim. */
export type Finish = (ending: readonly FoundMeeting[]) => Promise<void>

/** Milliseconds for one call to LiveKit and what follows it. */
const patience = 5_000
/** Rooms of a shard that are removed at the same time; for so few it is not asked before whether they stand. */
const together = 5

const idOf = ({ state }: FoundMeeting) => state.meeting_id

/** Those that have no room any more are finished in one write: a join that makes a room now finds its meeting over, and removes it again. */
export const finishMeetings = (deps: Deps): Finish => {
  const { meetings, standing, log } = deps
  const finishRoomless = async (roomless: readonly FoundMeeting[]) => {
    const ended = await changeAll(meetings, roomless, { type: 'finish' })
    if (ended.length > 0) log.info({ meeting_ids: ended.map(idOf) }, 'meetings without a room ended')
  }
  const finishOne = async (found: FoundMeeting) => {
    try {
      await finishMeeting(deps, found, within(patience))
    } catch (error) {
      log.warn({ err: error, meeting_id: idOf(found) }, 'a meeting could not be ended: to be tried again')
    }
  }
  const finishEach = (some: readonly FoundMeeting[]) => inTurns(some, together, finishOne)
  return async (ending) => {
    if (ending.length <= together) return finishEach(ending)
    try {
      const rooms = await standing(ending, within(patience))
      await finishRoomless(ending.filter((found) => !rooms.has(idOf(found))))
      await finishEach(ending.filter((found) => rooms.has(idOf(found))))
    } catch (error) {
      // While LiveKit is away every room may stand.
      log.warn({ err: error }, 'meetings could not be ended: to be tried again')
    }
  }
}

export interface Finishing extends AsyncDisposable {
  /** Answers at once; what waits here already is not taken again. */
  readonly add: Finish
}

/**
 * Finishes meetings behind the sweep's back, a few shards at the same time: removing thousands of rooms takes its time, and the
 * hour of others comes meanwhile. Disposing waits for what has begun; the rest is swept again, here or elsewhere.
 */
export const finishLater = (finish: Finish, shardsTogether: number): Finishing => {
  const waiting: (readonly FoundMeeting[])[] = []
  const known = new Set<string>()
  const running = new Set<Promise<void>>()
  const go = () => {
    while (running.size < shardsTogether) {
      const ending = waiting.shift()
      if (!ending) return
      const run = finish(ending).finally(() => {
        for (const found of ending) known.delete(idOf(found))
        running.delete(run)
        go()
      })
      running.add(run)
    }
  }
  return {
    async add(ending) {
      const news = ending.filter((found) => !known.has(idOf(found)))
      if (news.length === 0) return
      for (const found of news) known.add(idOf(found))
      waiting.push(news)
      go()
    },
    async [Symbol.asyncDispose]() {
      waiting.length = 0
      await Promise.all(running)
    },
  }
}
