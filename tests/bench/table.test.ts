import { expect, test } from 'vitest'
import { spread, table } from './table.ts'

test('columns are as wide as their widest cell, numbers stand right', () => {
  expect(
    table([
      ['what', 'ms'],
      ['bare pair', 134],
      ['ours', 8],
    ]),
  ).toEqual(['what       ms', '---------  ---', 'bare pair  134', 'ours         8'])
})

test('rounds are told by their middle, least and most', () => {
  expect(spread([3, 1, 2.04], 1)).toBe('2.0 (1.0-3.0)')
})
