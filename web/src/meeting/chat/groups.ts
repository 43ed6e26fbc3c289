import { isFailed, type Row } from './rows.ts'

/** What one person said in one go. */
export interface Group {
  /** Of its first row. */
  readonly id: string
  readonly by: string
  readonly name: string
  readonly at: number
  /** It holds one message, which did not arrive. */
  readonly failed: boolean
  readonly rows: readonly Pick<Row, 'id' | 'text' | 'state'>[]
}

/** Milliseconds after the first message of a group until which it goes on. */
const together = 300_000

const goesOn = (group: Group, row: Row): boolean =>
  !group.failed && !isFailed(row) && group.by === row.by && group.name === row.name && row.at - group.at < together

/** Rows in order, those of one person together that were written within five minutes. */
export const groupsOf = (rows: readonly Row[]): Group[] => {
  const groups: (Group & { rows: Group['rows'][number][] })[] = []
  for (const row of rows) {
    const { id, by, name, at, text, state } = row
    const last = groups.at(-1)
    const shown = { id, text, state }
    if (last && goesOn(last, row)) last.rows.push(shown)
    else groups.push({ id, by, name, at, failed: isFailed(row), rows: [shown] })
  }
  return groups
}
