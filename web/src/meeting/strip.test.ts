import { describe, expect, it } from 'vitest'
import { isUpright, stripPlaces } from './strip.ts'

describe('the strip beside a shared screen', () => {
  it('shows everybody while they fit', () => expect(stripPlaces(3, 208, 812, false)).toEqual({ places: 3, more: 0 }))
  it('leaves room for "+n" when they do not', () => expect(stripPlaces(9, 208, 812, false)).toEqual({ places: 5, more: 4 }))
  it('shows at least one', () => expect(stripPlaces(9, 208, 60, false)).toEqual({ places: 1, more: 8 }))
  it('has two columns and at most six tiles upright', () => expect(stripPlaces(25, 374, 520, true)).toEqual({ places: 6, more: 19 }))
  it('has at least one row upright', () => expect(stripPlaces(5, 374, 60, true)).toEqual({ places: 2, more: 3 }))
})

describe('upright', () => {
  it('is a phone', () => expect(isUpright({ width: 374, height: 716 })).toBe(true))
  it('is a tablet held upright', () => expect(isUpright({ width: 752, height: 984 })).toBe(true))
  it('is not a laptop', () => expect(isUpright({ width: 1416, height: 812 })).toBe(false))
})
