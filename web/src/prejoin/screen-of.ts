import type { EndReason, JoinFailure } from '../meeting/entry.tsx'

/** What one tab shows of a meeting. */
export type Screen = 'prejoin' | 'in' | EndReason

const ends: Partial<Record<JoinFailure['code'], EndReason>> = {
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

/** How it ends when joining did not work, for joining and for coming back; undefined where another attempt is worth it. */
export const endOf = (code: JoinFailure['code']): EndReason | undefined => ends[code]

/** Which screen says why joining did not work. */
export const screenOf = (code: JoinFailure['code']): Screen => endOf(code) ?? 'server_away'
