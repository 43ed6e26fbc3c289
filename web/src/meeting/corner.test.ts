import { describe, expect, it } from 'vitest'
import { cornerForKey, isCorner, nearestCorner } from './corner.ts'

describe('the corner of the own picture', () => {
  it('is the one next to where it was dropped', () => {
    expect(nearestCorner(0.9, 0.9, false)).toBe('bottom-end')
    expect(nearestCorner(0.1, 0.2, false)).toBe('top-start')
    expect(nearestCorner(0.1, 0.2, true)).toBe('top-end')
  })

  it('follows the arrow keys', () => {
    expect(cornerForKey('bottom-end', 'ArrowUp', false)).toBe('top-end')
    expect(cornerForKey('bottom-end', 'ArrowLeft', false)).toBe('bottom-start')
    expect(cornerForKey('bottom-end', 'ArrowLeft', true)).toBe('bottom-end')
    expect(cornerForKey('top-start', 'ArrowDown', false)).toBe('bottom-start')
    expect(cornerForKey('top-start', 'Enter', false)).toBeUndefined()
  })

  it('is remembered only when it is one', () => {
    expect(isCorner('top-end')).toBe(true)
    expect(isCorner('middle')).toBe(false)
    expect(isCorner(undefined)).toBe(false)
  })
})
