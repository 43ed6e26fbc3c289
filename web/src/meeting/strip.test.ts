import { describe, expect, it } from 'vitest'
import { stripOrder, stripPlaces } from './strip.ts'

describe('the strip beside a shared screen', () => {
  it('shows everybody while they fit', () => expect(stripPlaces(3, 208, 812, false)).toEqual({ places: 3, more: 0 }))
  it('leaves room for "+n" when they do not', () => expect(stripPlaces(9, 208, 812, false)).toEqual({ places: 5, more: 4 }))
  it('shows at least one', () => expect(stripPlaces(9, 208, 60, false)).toEqual({ places: 1, more: 8 }))
  it('has two columns and at most six tiles upright', () => expect(stripPlaces(25, 374, 520, true)).toEqual({ places: 6, more: 19 }))
  it('has at least one row upright', () => expect(stripPlaces(5, 374, 60, true)).toEqual({ places: 2, more: 3 }))
})

describe('the order in the strip', () => {
  it('begins with who shares and has the own tile third', () =>
    expect(stripOrder(['a', 'b', 'c', 'd'], new Set(['c']), 'me', 9)).toEqual(['c', 'a', 'me', 'b', 'd']))
  it('has the own tile after the only other', () => expect(stripOrder(['a'], new Set(['a']), 'me', 9)).toEqual(['a', 'me']))
  it('ends where there are no places', () => expect(stripOrder(['a', 'b', 'c'], new Set(), 'me', 2)).toEqual(['a', 'b']))
})
