import { fc, test } from '@fast-check/vitest'
import { RundeError } from '@runde/contracts/errors'
import type { Permissions } from '@runde/contracts/meetings'
import { everything } from '@runde/contracts/permissions'
import { expect } from 'vitest'
import { changeMeeting } from './change-meeting.ts'
import type { FoundMeeting, Meetings } from './ports/meetings.ts'
import { anyCommand, epoch, fresh } from './state/arbitrary-state.ts'
import { evolve, transitions } from './state/meeting-machine.ts'
import type { MeetingChange, MeetingState } from './state/meeting-state.ts'

interface Written {
  readonly before: MeetingState
  readonly change: MeetingChange
  readonly now: number
}

/** One meeting with compare-and-set as the store has it; every call takes a moment, and whoever is next is the scheduler's choice. */
const storeOf = (scheduler: fc.Scheduler, pause: number) => {
  let [state, now] = [fresh, epoch]
  const written: Written[] = []
  const found = (): FoundMeeting => ({ state, now, connected: 0, watched_until: 0 })
  const meetings: Pick<Meetings, 'find' | 'commit'> = {
    find: async () => {
      await scheduler.schedule(Promise.resolve(), 'find')
      now += pause
      return found()
    },
    commit: async (read, changes, { before } = {}) => {
      await scheduler.schedule(Promise.resolve(), 'commit')
      now += pause
      if (read.state.version !== state.version || (before !== undefined && now >= before)) return undefined
      for (const change of changes) {
        written.push({ before: state, change, now })
        state = evolve(state, change)
      }
      return state
    },
  }
  return { meetings, found, written }
}

const commandOf = {
  meeting_opened: 'open',
  room_replaced: 'open',
  meeting_extended: 'extend',
  meeting_changed: 'change',
  ending_soon: 'warn',
  meeting_ending: 'end',
  meeting_ended: 'finish',
} as const satisfies Record<MeetingChange['type'], keyof typeof transitions | string>

const commands = fc.array(anyCommand(epoch), { minLength: 1, maxLength: 8 })
/** Milliseconds that one call takes: up to more than the meeting lasts. */
const pauses = fc.constantFrom(1, 1_000, 300_000, 1_300_000)

test.prop([fc.scheduler(), commands, pauses])(
  'many at once write one history, each change on the one before it',
  async (scheduler, all, pause) => {
    const { meetings, found, written } = storeOf(scheduler, pause)
    const first = found()
    const outcomes = Promise.allSettled(all.map((command) => changeMeeting(meetings, first, command)))
    await scheduler.waitFor(outcomes)
    for (const [at, { before, change, now }] of written.entries()) {
      expect(before.version).toBe(at + 1)
      expect(Object.keys(transitions[before.status])).toContain(commandOf[change.type])
      // Only an end is written to a meeting whose hour has come.
      if (change.type !== 'meeting_ending' && change.type !== 'meeting_ended') expect(now).toBeLessThan(before.expires_at)
    }
    expect(found().state.version).toBe(1 + written.length)
    for (const outcome of await outcomes) {
      if (outcome.status === 'fulfilled') expect(outcome.value.version).toBeLessThanOrEqual(found().state.version)
      else expect(outcome.reason).toMatchObject({ code: 'meeting_ended' })
    }
  },
)

test.prop([fc.scheduler(), pauses])('two who end it at once end it once, and both are told of it', async (scheduler, pause) => {
  const { meetings, found, written } = storeOf(scheduler, pause)
  const first = found()
  const ends = [1, 2].map(() => changeMeeting(meetings, first, { type: 'end', reason: 'ended' }, { type: 'finish' }))
  const states = await scheduler.waitFor(Promise.all(ends))
  expect(states.map(({ status }) => status)).toEqual(['ended', 'ended'])
  expect(written.map(({ change }) => change.type)).toEqual(['meeting_ending', 'meeting_ended'])
})

test.prop([fc.scheduler()])('two who take different permissions away at once do not undo each other', async (scheduler) => {
  const { meetings, found } = storeOf(scheduler, 1)
  const first = found()
  const take = (permissions: Partial<Permissions>) =>
    changeMeeting(meetings, first, { type: 'open', room_sid: 'RM_1' }, { type: 'change', settings: { permissions } })
  await scheduler.waitFor(Promise.all([take({ microphone: false }), take({ chat: false })]))
  expect(found().state.permissions).toEqual({ ...everything, microphone: false, chat: false })
})

test('whoever always comes too late is told so in the end', async () => {
  let reads = 0
  const found: FoundMeeting = { state: fresh, now: epoch, connected: 0, watched_until: 0 }
  const meetings = {
    find: async () => {
      reads += 1
      return found
    },
    commit: async () => undefined,
  }
  const failed = changeMeeting(meetings, found, { type: 'open', room_sid: 'RM_1' })
  await expect(failed).rejects.toBeInstanceOf(RundeError)
  await expect(failed).rejects.toMatchObject({ code: 'unavailable' })
  expect(reads).toBe(20)
})
