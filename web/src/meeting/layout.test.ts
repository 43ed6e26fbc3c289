import { describe, expect, it } from 'vitest'
import { fitTiles, gridOptions, pageSize } from './layout.ts'

const areas = [
  [1416, 812],
  [1044, 812],
  [374, 716],
  [374, 213],
  [344, 512],
  [304, 448],
  [752, 884],
  [760, 374],
  [1896, 1000],
  [480, 374],
] as const

/** What is wrong with the layout of `total` people on a stage. */
const wrong = (total: number, width: number, height: number): string[] => {
  const o = gridOptions(width, height)
  const perPage = pageSize(total, width, height, o)
  const left = perPage < total ? height - o.pager : height
  const fit = fitTiles(perPage, width, left, o)
  if (!fit) return ['no layout']
  const { columns, rows } = fit
  const ratio = fit.width / fit.height
  return [
    columns * fit.width + (columns - 1) * o.gap > width && 'too wide',
    rows * fit.height + (rows - 1) * o.gap > left && 'too high',
    ratio > o.maxRatio * 1.02 && 'tiles too wide',
    ratio < o.minRatio * 0.98 && 'tiles too high',
    perPage > 1 && !fit.ok && 'tiles too small',
  ].filter((problem) => problem !== false)
}

describe.each(areas)('a stage of %i x %i', (width, height) => {
  it('holds 1 to 60 people', () => {
    for (let total = 1; total <= 60; total++) expect(wrong(total, width, height), `${total} people`).toEqual([])
  })
})

describe('known stages', () => {
  const grid = (n: number, width: number, height: number) => {
    const fit = fitTiles(n, width, height, gridOptions(width, height))
    return fit && [fit.columns, fit.rows]
  }

  it('puts four people on a phone as two by two', () => expect(grid(4, 374, 716)).toEqual([2, 2]))
  it('puts nine people on a laptop as three by three', () => expect(grid(9, 1416, 812)).toEqual([3, 3]))
  it('shows 25 people on one page of a laptop', () => expect(pageSize(25, 1416, 812, gridOptions(1416, 812))).toBe(25))
  it('shows eight people on a page of a phone', () => expect(pageSize(25, 374, 716, gridOptions(374, 716))).toBe(8))
  it('has no layout without room', () => expect(fitTiles(3, 0, 0, gridOptions(0, 0))).toBeUndefined())
})
