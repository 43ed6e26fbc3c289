import type { JoinFailure } from '../meeting/entry.tsx'

/** What one tab shows of a meeting. */
export type Screen =
  | 'prejoin'
  | 'in'
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

const screenOfCode: Partial<Record<JoinFailure['code'], Screen>> = {
  not_found: 'not_found',
  meeting_not_found: 'not_found',
  meeting_ended: 'ended',
  meeting_full: 'full',
  meeting_locked: 'locked',
  banned: 'removed',
  waiting: 'waiting',
  passcode_required: 'passcode',
  passcode_wrong: 'passcode',
  admission_denied: 'denied',
  lobby_full: 'lobby_full',
  encryption: 'encryption',
}

/** Which screen says why joining did not work. */
export const screenOf = (code: JoinFailure['code']): Screen => screenOfCode[code] ?? 'server_away'
