import { describe, expect, it } from 'vitest'
import { afterLoss, patience, pauseBefore } from './after-loss.ts'

describe('the pauses between attempts', () => {
  it('begin at once, spread a little', () => {
    expect(pauseBefore(0, 0)).toBe(0)
    expect(pauseBefore(0, 1)).toBeLessThanOrEqual(250)
  })

  it('grow', () => {
    const pauses = Array.from({ length: 6 }, (_, n) => pauseBefore(n, 0.5))
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b))
  })

  it('never keep a person waiting for more than 4 s', () => expect(pauseBefore(50, 1)).toBeLessThan(4000))

  it('are not shorter than the server asked for, and spread all the same', () => {
    for (const n of [0, 1, 9]) expect(pauseBefore(n, 0, 5000)).toBe(5000)
    expect(pauseBefore(0, 1, 5000)).toBeGreaterThan(6000)
    expect(pauseBefore(9, 0, 100)).toBe(pauseBefore(9, 0))
  })

  it('end in time, whatever a server asks for', () => expect(pauseBefore(9, 1, 3_600_000)).toBeLessThan(20_000))
  it('leave at least a minute of trying', () => expect(patience).toBeGreaterThan(60_000))
})

describe('what a lost connection means', () => {
  it('is another tab when LiveKit says so', () => expect(afterLoss(2)).toBe('elsewhere'))
  it('is a removal when a host has removed the person', () => expect(afterLoss(4)).toBe('removed'))
  it.each([undefined, 0, 1, 3, 5, 6, 7, 9, 14])('%s: find the line again', (reason) => expect(afterLoss(reason)).toBe('rejoin'))
})
