import type { Attempt } from './history.ts'
import { isOpen } from './operations.ts'

export interface Durations {
  readonly p50: number
  readonly p99: number
  readonly max: number
}

/** The smallest value that at least the share (0 to 1) of all values do not exceed; 0 of nothing. */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
}

/** Milliseconds, whole. */
export const durationsOf = (attempts: readonly Attempt[]): Durations => {
  const values = attempts.map(({ asked_at, answered_at }) => answered_at - asked_at)
  const [p50, p99, max] = [quantile(values, 0.5), quantile(values, 0.99), quantile(values, 1)].map(Math.round)
  return { p50: p50 ?? 0, p99: p99 ?? 0, max: max ?? 0 }
}

/** The last attempt of each operation. */
const lastAttempts = (attempts: readonly Attempt[]): Attempt[] => [...new Map(attempts.map((one) => [one.operation, one])).values()]

/** Operations that came to no answer, however often they were tried. */
export const failedOperations = (attempts: readonly Attempt[]): number =>
  lastAttempts(attempts).filter(({ outcome }) => isOpen(outcome)).length

export const acknowledgedOperations = (attempts: readonly Attempt[]): number =>
  lastAttempts(attempts).filter(({ outcome }) => outcome.type === 'acknowledged').length

/** A stretch of time, Unix milliseconds. */
export interface Window {
  readonly from: number
  readonly to: number
}

/** Share of first attempts that were answered (a full meeting is an answer), of those that touch none of the windows. */
export const successOutside = (
  attempts: readonly Attempt[],
  windows: readonly Window[],
): { readonly share: number; readonly of: number } => {
  const touches = ({ asked_at, answered_at }: Attempt) => windows.some(({ from, to }) => asked_at <= to && answered_at >= from)
  const outside = attempts.filter((one) => one.attempt === 0 && !touches(one))
  const good = outside.filter(({ outcome }) => !isOpen(outcome)).length
  return { share: outside.length === 0 ? 0 : good / outside.length, of: outside.length }
}
