import type { CreatedMeeting, Joined } from '@runde/contracts/rest'
import type { EventStream } from './event-stream.ts'
import type { SignallingPassage } from './passages/signalling-passage.ts'
import type { Person } from './peers/person.ts'
import type { Signalled } from './signalled.ts'

/** What a clock said, beside ours at the same moment; Unix milliseconds. */
export interface ClockReading {
  /** Completes "the clock of ...". */
  readonly of: string
  readonly theirs: number
  readonly ours: number
  /** Milliseconds by which the reading may be wrong: rounding, and the way. */
  readonly unsure: number
}

/** What earlier hops have found, for later ones. */
export interface Found {
  /** Of the host in the URL. */
  addresses?: readonly string[]
  meeting?: CreatedMeeting
  /** The doctor itself, as a participant. */
  seat?: Joined
  /** When that was; Unix milliseconds. */
  seatedAt?: number
  events?: EventStream
  /** LiveKit's signalling on this machine's own `ws://127.0.0.1:port`, for programs that cannot be told whom to trust. */
  livekit?: SignallingPassage
  signalled?: Signalled
}

/** One examination of one installation. */
export interface Visit {
  /** Origin of the installation, without a path. */
  readonly url: URL
  /** A wrong certificate is a warning only. */
  readonly insecure: boolean
  readonly found: Found
  readonly clocks: ClockReading[]
  /** Who was connected with media, for the check of webhooks. */
  readonly people: Person[]
  /** What is to be undone at the end, whatever happens; the latest first. */
  readonly undo: AsyncDisposableStack
}

/** What an earlier check has left. @throws when it has not: then `needs` of the asking check lacks it. */
export const found = <Name extends keyof Found>(visit: Pick<Visit, 'found'>, name: Name): NonNullable<Found[Name]> => {
  const value = visit.found[name]
  if (value === undefined) throw new Error(`no earlier check has found "${name}"`)
  return value
}
