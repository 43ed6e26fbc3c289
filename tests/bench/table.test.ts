import { expect, test } from 'vitest'
import { table } from './table.ts'

test('columns are as wide as their widest cell, numbers stand right', () => {
  expect(
    table([
      ['what', 'ms'],
      ['bare pair', 134],
      ['ours', 8],
    ]),
  ).toEqual(['what       ms', '---------  ---', 'bare pair  134', 'ours         8'])
})
