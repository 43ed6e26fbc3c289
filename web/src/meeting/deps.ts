import type { ErrorCode } from '@runde/contracts/errors'
import type { Joined } from '@runde/contracts/rest'
import type { Accessor } from 'solid-js'
import type { LocalMedia } from '../media/media-types.ts'

export type EndReason =
  | 'left'
  | 'ended'
  | 'full'
  | 'not_found'
  | 'removed'
  | 'locked'
  | 'server_away'
  | 'waiting'
  | 'passcode'
  | 'denied'
  | 'lobby_full'
  | 'encryption'

/** What a page gives to the call. */
export interface MeetingDeps {
  /** Admission: the same participant gets a fresh token each time. Rejects with an error that carries a `code`. */
  join(): Promise<Joined>
  /** What made this person a host when they joined, and makes others hosts too. */
  hostKey(): string | undefined
  media: LocalMedia
  meeting: { id: string; name: Accessor<string>; url: string }
  /** The meeting is called something else from now on. */
  onRename(name: string): void
  /** How the call ends when coming back is refused so; undefined where another attempt is worth it. */
  endOf(code: JoinFailure['code']): EndReason | undefined
  /** Called once, when the call is over for good; `seconds` is how long it lasted. */
  onEnd(reason: EndReason, seconds: number): void
}

/** Why joining did not work. */
export interface JoinFailure {
  /** `waiting`: not yet, there is a place in the lobby. `encryption`: this browser and the meeting do not agree about it. */
  code: ErrorCode | 'network' | 'waiting' | 'encryption'
  /** Seconds after which another attempt makes sense. */
  retryAfter?: number
}

const text = (value: unknown, key: string): unknown => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined)

/** Whatever was thrown, as a reason that a page can show. */
export const joinFailure = (error: unknown): JoinFailure => {
  const code = text(error, 'code')
  const retryAfter = text(error, 'retryAfter')
  return {
    code: typeof code === 'string' ? (code as JoinFailure['code']) : 'network',
    ...(typeof retryAfter === 'number' ? { retryAfter } : {}),
  }
}
