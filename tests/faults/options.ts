import { parseArgs } from 'node:util'
import type { Row, Setting } from './row.ts'

export interface Options {
  readonly setting: Setting
  readonly seed: number
  readonly rows: readonly Row[]
  /** File for the numbers of passed and failed rows. */
  readonly report?: string
}

/** Beyond this a seed would be cut. */
const seeds = 2 ** 32

/** @throws Error that says what is there instead. */
export const readOptions = (args: readonly string[], rows: readonly Row[]): Options => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      full: { type: 'boolean', default: false },
      row: { type: 'string', multiple: true },
      seed: { type: 'string' },
      report: { type: 'string' },
    },
  })
  const names = values.row?.flatMap((row) => row.split(',')) ?? []
  const unknown = names.filter((name) => !rows.some(({ number }) => number === name))
  if (unknown.length > 0)
    throw new Error(`There is no row ${unknown.join(', ')}. There are ${rows.map(({ number }) => number).join(', ')}.`)
  const seed = values.seed === undefined ? Math.floor(Math.random() * seeds) : Number(values.seed)
  if (!Number.isInteger(seed) || seed < 0 || seed >= seeds)
    throw new Error(`--seed must be a whole number below ${seeds}, not "${values.seed}".`)
  return {
    setting: values.full ? 'full' : 'short',
    seed,
    rows: names.length === 0 ? rows : rows.filter(({ number }) => names.includes(number)),
    ...(values.report !== undefined && { report: values.report }),
  }
}
