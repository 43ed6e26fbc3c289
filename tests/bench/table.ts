import { median } from './median.ts'

export type Cell = string | number

/** Lines of a table for the terminal: the first row is the heading, columns are as wide as their widest cell, numbers stand right. */
export const table = (rows: readonly (readonly Cell[])[]): string[] => {
  const columns = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, at) => Math.max(...rows.map((row) => `${row[at] ?? ''}`.length)))
  const cell = (value: Cell, at: number) =>
    typeof value === 'number' ? `${value}`.padStart(widths[at] ?? 0) : value.padEnd(widths[at] ?? 0)
  const line = (row: readonly Cell[]) => row.map(cell).join('  ').trimEnd()
  const [heading = [], ...body] = rows.map(line)
  return [`${heading}`, widths.map((width) => '-'.repeat(width)).join('  '), ...body]
}

/** The middle of several rounds, with the least and the most of them: `14.1 (13.8-14.9)`. */
export const spread = (figures: readonly number[], digits: number): string => {
  const [least, most] = [Math.min(...figures), Math.max(...figures)].map((figure) => figure.toFixed(digits))
  return `${median(figures).toFixed(digits)} (${least}-${most})`
}
