import type { Visit } from './visit.ts'

/** The hops, in the order in which a call takes them. */
export const checkNames = [
  'dns',
  'tls',
  'http',
  'meeting',
  'events',
  'signalling',
  'address',
  'udp',
  'tcp',
  'turn',
  'webhooks',
  'clocks',
  'held',
] as const
export type CheckName = (typeof checkNames)[number]

export type Status = 'ok' | 'warning' | 'failed' | 'skipped'

/** What one check has to say. */
export interface Finding {
  readonly status: Status
  /** What was seen, in one sentence for people; of a failure: which hop is blocked. */
  readonly detail: string
  /** What opens it: sentences that name a port, a setting, a chart value. */
  readonly fix?: readonly string[]
}

export interface Check {
  readonly name: CheckName
  /** For the table. */
  readonly title: string
  /** Checks without whose success this one could only say the same again. */
  readonly needs: readonly CheckName[]
  /** One of these has to have succeeded. */
  readonly needsOneOf?: readonly CheckName[]
  /** Milliseconds after which it is given up, whatever it does. */
  readonly limit: number
  /** The signal is aborted at the limit, and when the visit is broken off. What is thrown counts as a failure. */
  readonly run: (visit: Visit, signal: AbortSignal) => Promise<Finding>
}

export interface Result extends Finding {
  readonly name: CheckName | 'cleanup'
  readonly title: string
  /** Milliseconds; 0 of what was skipped. */
  readonly ms: number
  /** Of what was skipped: why. */
  readonly because?: string
}

export const ok = (detail: string): Finding => ({ status: 'ok', detail })
export const warning = (detail: string, ...fix: readonly string[]): Finding => ({ status: 'warning', detail, fix })
export const failed = (detail: string, ...fix: readonly string[]): Finding => ({ status: 'failed', detail, fix })
