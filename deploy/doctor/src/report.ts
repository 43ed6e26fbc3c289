import type { Result, Status } from './check.ts'

export interface Report {
  readonly url: string
  /** RFC 3339. */
  readonly started_at: string
  readonly ms: number
  /** Nothing failed. */
  readonly ok: boolean
  readonly insecure: boolean
  readonly counts: Readonly<Record<Status, number>>
  readonly checks: readonly Result[]
}

export interface Examination {
  readonly url: URL
  readonly startedAt: Date
  readonly ms: number
  readonly insecure: boolean
  readonly interrupted: boolean
  readonly results: readonly Result[]
}

/** The whole, for machines. */
export const reportOf = ({ url, startedAt, ms, insecure, interrupted, results }: Examination): Report => {
  const count = (status: Status) => results.filter((result) => result.status === status).length
  const counts = { ok: count('ok'), warning: count('warning'), failed: count('failed'), skipped: count('skipped') }
  const well = counts.failed === 0 && !interrupted
  return { url: url.origin, started_at: startedAt.toISOString(), ms: Math.round(ms), ok: well, insecure, counts, checks: results }
}

const colours: Readonly<Record<Status, number>> = { ok: 32, warning: 33, failed: 31, skipped: 90 }

const painted = (text: string, status: Status, colour: boolean) => (colour ? `\u001b[${colours[status]}m${text}\u001b[0m` : text)

/** Breaks a sentence into lines at spaces; a word that is longer stands alone. */
export const wrap = (text: string, width: number): readonly string[] => {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

export interface Layout {
  readonly colour: boolean
  /** Columns of the screen. */
  readonly width: number
}

const columns = { title: 22, status: 9, ms: 8 } as const
const before = columns.title + columns.status + columns.ms + 2
const narrowest = 40

/** One check, for people: what was seen, and under it what opens the hop. */
export const rowOf = ({ title, status, ms, detail, fix = [] }: Result, { colour, width }: Layout): string => {
  const room = Math.max(narrowest, width - before)
  const time = status === 'skipped' ? '' : `${ms} ms`
  const head = `${title.padEnd(columns.title)}${painted(status.padEnd(columns.status), status, colour)}${time.padStart(columns.ms)}  `
  const [first = '', ...rest] = wrap(detail, room)
  const open = fix.flatMap((sentence) => wrap(sentence, room - 2).map((line, at) => `${at === 0 ? '> ' : '  '}${line}`))
  return [head + first, ...[...rest, ...open].map((line) => ' '.repeat(before) + line)].join('\n')
}

/** The line under the table. */
export const summaryOf = ({ counts, ms, ok }: Report): string => {
  const parts = (Object.entries(counts) as [Status, number][]).flatMap(([status, number]) => (number > 0 ? [`${number} ${status}`] : []))
  return `${ok ? 'Calls work' : 'Something is blocked'}: ${parts.join(', ')} (${(ms / 1_000).toFixed(1)} s).`
}
