import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { anyCommand, anyNow, anyState, epoch, fresh } from './arbitrary-state.ts'
import { decide, evolve, type MeetingCommand, transitions } from './meeting-machine.ts'
import { isOver, type MeetingChange, type MeetingState } from './meeting-state.ts'
import { dueWarning, nextWake, warningsBefore, warningsPast } from './wake.ts'

const anyMoment = fc
  .tuple(anyState, anyNow)
  .chain(([state, now]) => fc.record({ state: fc.constant(state), now: fc.constant(now), command: anyCommand(now) }))

interface Step {
  readonly before: MeetingState
  readonly after: MeetingState
  readonly changes: readonly MeetingChange[]
  readonly now: number
}

/** A life of a meeting: commands, each some time after the one before. */
const anyLife = fc.array(fc.tuple(fc.integer({ min: 0, max: 400_000 }), anyCommand(0)), { maxLength: 40 })

const live = (life: readonly (readonly [number, MeetingCommand])[]): Step[] => {
  let [state, now] = [fresh, epoch]
  return life.map(([pause, command]) => {
    now += pause
    const given = command.type === 'extend' ? { ...command, expires_at: now + command.expires_at } : command
    const decision = decide(state, given, now)
    const changes = 'refused' in decision ? [] : decision.changes
    const step = { before: state, after: changes.reduce(evolve, state), changes, now }
    state = step.after
    return step
  })
}

describe('a command', () => {
  test.prop([anyMoment])('leads nowhere but where the table of transitions says', ({ state, command, now }) => {
    const decision = decide(state, command, now)
    if ('refused' in decision || decision.changes.length === 0) return
    const row: Partial<Record<string, string>> = transitions[state.status]
    expect(decision.changes.reduce(evolve, state).status).toBe(row[command.type])
  })

  test.prop([anyMoment])('counts the version up by its changes, and only by these', ({ state, command, now }) => {
    const decision = decide(state, command, now)
    const changes = 'refused' in decision ? [] : decision.changes
    expect(changes.reduce(evolve, state).version).toBe(state.version + changes.length)
  })

  test.prop([anyMoment])('decides the same when it comes a second time, or has nothing left to do', ({ state, command, now }) => {
    const first = decide(state, command, now)
    expect(decide(state, command, now)).toEqual(first)
    if ('refused' in first || command.type === 'extend') return
    const again = decide(first.changes.reduce(evolve, state), command, now)
    expect('refused' in again ? [] : again.changes).toEqual([])
  })

  test.prop([anyMoment])('moves nothing of a meeting that is over but its end', ({ state, command, now }) => {
    fc.pre(isOver(state, now))
    const decision = decide(state, command, now)
    const types = 'refused' in decision ? [] : decision.changes.map(({ type }) => type)
    expect(types.filter((type) => type !== 'meeting_ending' && type !== 'meeting_ended')).toEqual([])
  })

  test.prop([anyMoment])('ends a meeting as expired exactly when its hour has come', ({ state, command, now }) => {
    const decision = decide(state, command, now)
    for (const change of 'refused' in decision ? [] : decision.changes)
      if (change.type === 'meeting_ending') expect(change.reason === 'expired').toBe(state.expires_at <= now)
  })

  test.prop([anyMoment])('abandons no meeting that has been open: somebody may have been told of it', ({ state, command, now }) => {
    const decision = decide(state, command, now)
    for (const change of 'refused' in decision ? [] : decision.changes)
      if (change.type === 'meeting_ending' && change.reason === 'abandoned') expect(state.status).toBe('creating')
  })
})

describe('in the life of a meeting', () => {
  test.prop([anyLife])('an end is final, and there is one', (life) => {
    const steps = live(life)
    const types = steps.flatMap(({ changes }) => changes.map(({ type }) => type))
    for (const once of ['meeting_opened', 'meeting_ending', 'meeting_ended'])
      expect(types.filter((type) => type === once).length).toBeLessThan(2)
    const end = types.indexOf('meeting_ending')
    if (end >= 0) expect(types.slice(end + 1).filter((type) => type !== 'meeting_ended')).toEqual([])
  })

  test.prop([anyLife])('each warning is given at most once for one end, and only while its time is left', (life) => {
    let given: number[] = []
    for (const { changes, before, now } of live(life))
      for (const change of changes) {
        if (change.type === 'meeting_extended') given = []
        if (change.type !== 'ending_soon') continue
        expect(given).not.toContain(change.warned)
        given.push(change.warned)
        const left = before.expires_at - now
        expect(left).toBeGreaterThan(warningsBefore[change.warned] ?? 0)
        expect(left).toBeLessThanOrEqual(warningsBefore[change.warned - 1] ?? 0)
        expect(change.seconds_left).toBe(Math.ceil(left / 1_000))
      }
  })
})

describe('the next look of the sweep', () => {
  test.prop([anyState, anyNow])('is ahead while the meeting goes on, never after its end', (state, now) => {
    fc.pre(!isOver(state, now))
    const wake = nextWake(state, now)
    expect(wake).toBeGreaterThan(now)
    expect(wake).toBeLessThanOrEqual(state.expires_at)
  })

  test.prop([anyState, anyNow, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })])(
    'leaves out no warning',
    (state, now, part) => {
      fc.pre(!isOver(state, now) && state.status === 'open')
      const warned = { ...state, warned: warningsPast(state.expires_at - now) }
      const between = now + Math.floor((nextWake(state, now) - now) * part)
      expect(dueWarning(warned, between)).toBeUndefined()
    },
  )

  test.prop([anyState, anyNow])('comes soon where something is to be finished, and never after that', (state, now) => {
    const over = { ...state, expires_at: Math.min(state.expires_at, now) }
    if (state.status === 'ended') expect(nextWake(over, now)).toBe(Number.POSITIVE_INFINITY)
    else expect(nextWake(over, now)).toBeLessThanOrEqual(now + 5_000)
  })
})
