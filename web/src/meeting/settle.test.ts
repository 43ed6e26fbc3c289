import { describe, expect, it } from 'vitest'
import { type Settling, settle, unsettled } from './settle.ts'

const speaking = { on: 120, off: 800, most: 3 }

/** Plays `active` sets at given times and returns who is shown after each. */
const play = (...steps: readonly (readonly [now: number, active: readonly string[]])[]): string[][] => {
  let state: Settling = unsettled
  return steps.map(([now, active]) => {
    state = settle(state, active, now, speaking).state
    return [...state.shown]
  })
}

describe('settle', () => {
  it('shows after 120 ms and hides after 800 ms', () => {
    expect(play([0, ['a']], [119, ['a']], [120, ['a']], [500, []], [1299, []], [1300, []])).toEqual([[], [], ['a'], ['a'], ['a'], []])
  })

  it('ignores a cough', () => {
    expect(play([0, ['a']], [60, []], [130, ['a']], [200, ['a']])).toEqual([[], [], [], []])
  })

  it('bridges a pause between words', () => {
    expect(play([0, ['a']], [120, ['a']], [200, []], [900, ['a']], [1100, []], [1800, []])).toEqual([[], ['a'], ['a'], ['a'], ['a'], ['a']])
  })

  it('shows at most three, and who is shown stays', () => {
    expect(play([0, ['a', 'b', 'c', 'd']], [120, ['a', 'b', 'c', 'd']], [200, ['d', 'c', 'b', 'a']])).toEqual([
      [],
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
    ])
  })

  it('gives the next a place as soon as one is free', () => {
    expect(play([0, ['a', 'b', 'c', 'd']], [120, ['a', 'b', 'c', 'd']], [200, ['b', 'c', 'd']], [1000, ['b', 'c', 'd']])).toEqual([
      [],
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
      ['b', 'c', 'd'],
    ])
  })

  it('says when to ask again', () => {
    expect(settle(unsettled, ['a'], 1000, speaking).wakeAt).toBe(1120)
    expect(settle(unsettled, [], 1000, speaking).wakeAt).toBeUndefined()
  })
})
