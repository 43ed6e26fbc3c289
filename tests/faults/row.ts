import type { Attempt } from './history.ts'
import type { Random } from './random.ts'
import type { Violation } from './violations.ts'

export type Setting = 'short' | 'full'

/** What a row is run with. */
export interface Run {
  readonly setting: Setting
  readonly seed: number
  readonly random: Random
  readonly say: (line: string) => void
  /** One of two numbers, by the setting. */
  readonly size: (sizes: { readonly short: number; readonly full: number }) => number
}

/** A figure and what it must be. */
export interface Check {
  readonly what: string
  readonly measured: number
  readonly limit: number
  readonly must: 'at most' | 'at least'
  /** By how much a target of time was widened, because others share the machine. */
  readonly factor?: number
}

export interface RowOutcome {
  /** Number of faults. */
  readonly injected: number
  /** What was done, in a few words. */
  readonly injection: string
  readonly attempts: readonly Attempt[]
  readonly violations: readonly Violation[]
  readonly checks: readonly Check[]
  /** Further figures, for the report only. */
  readonly figures?: Readonly<Record<string, unknown>>
}

/** One line of the scorecard. */
export interface Row {
  /** As in the scorecard; those that prove the checker have names beside the numbers. */
  readonly number: string
  readonly fault: string
  readonly target: string
  /** Most of its time is a wait for something to happen by itself: in the short setting it runs beside the others. */
  readonly mostlyWaits?: boolean
  readonly run: (run: Run) => Promise<RowOutcome>
}

export const isMet = ({ measured, limit, must }: Check): boolean => (must === 'at most' ? measured <= limit : measured >= limit)

/** A target of time, in milliseconds: as it stands in the full setting, wider in the short one, which shares its machine. */
export const timeCheck = ({ setting }: Run, what: string, measured: number, limit: number): Check => {
  const factor = setting === 'full' ? 1 : 3
  return { what, measured: Math.round(measured), limit: limit * factor, must: 'at most', ...(factor > 1 && { factor }) }
}
