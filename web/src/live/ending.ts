import type { LiveEvent } from './live-event.ts'

/** The warning that was given last. */
export interface Warning {
  /** The end it spoke of; milliseconds since the epoch. */
  readonly of: number
  readonly stage: 'first' | 'last'
}

/** What is known of a meeting's end, by the server's clock. */
export interface Ending {
  /** Milliseconds since the epoch; undefined until the server has told. */
  readonly at?: number
  readonly warning?: Warning
}

/** What people are told, once. */
export type EndNotice = { readonly what: 'soon'; readonly minutes: number } | { readonly what: 'extended'; readonly until: number }

export interface EndingStep {
  readonly ending: Ending
  readonly notice?: EndNotice
}

/** Whole minutes that are left, at least one: 9:59 are ten. The server's clock is known to a second. */
export const minutesLeft = (at: number, now: number): number => Math.max(1, Math.ceil((at - now - 1000) / 60_000))

/** Ten minutes before the end or two; a warning that comes late counts for what is left. */
const stageOf = (at: number, now: number): Warning['stage'] => (at - now > 210_000 ? 'first' : 'last')

/** Whether people have been warned of the end as it stands. */
export const isSoon = ({ at, warning }: Ending): boolean => warning !== undefined && warning.of === at

/** The end is at this time, as far as is known now. */
export const endAt = ({ warning }: Ending, at: number): EndingStep => {
  if (!warning || warning.of === at) return { ending: { at, ...(warning && { warning }) } }
  return { ending: { at }, ...(at > warning.of && { notice: { what: 'extended', until: at } as const }) }
}

const warned = (ending: Ending, at: number, now: number): EndingStep => {
  // Played again from before the end was moved.
  if (ending.at !== undefined && ending.at !== at) return { ending }
  const stage = stageOf(at, now)
  const { warning } = ending
  const known = warning?.of === at && (warning.stage === stage || warning.stage === 'last')
  if (known) return { ending: { ...ending, at } }
  // A minute is rounded to the nearest: the warning takes a moment to come.
  const minutes = Math.max(1, Math.round((at - now) / 60_000))
  return { ending: { at, warning: { of: at, stage } }, notice: { what: 'soon', minutes } }
}

/** What an event changes about the end, and what is to be said about it. Resumed and repeated events say nothing twice. */
export const onEnding = (ending: Ending, { name, data }: LiveEvent, now: number): EndingStep => {
  if (name === 'meeting') return endAt(ending, Date.parse(data.expires_at))
  if (name === 'ending_soon') return warned(ending, Date.parse(data.expires_at), now)
  return { ending }
}

/** The last thing that is heard of a meeting, whichever event says it. */
export const isOver = ({ name, data }: LiveEvent): boolean =>
  name === 'ended' || (name === 'meeting' && (data.status === 'ending' || data.status === 'ended'))
