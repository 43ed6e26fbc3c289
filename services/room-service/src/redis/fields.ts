import type { MeetingStatus } from '@runde/contracts/meetings'
import { isSame } from '@runde/contracts/permissions'
import type { FoundMeeting } from '../ports/meetings.ts'
import type { MeetingState } from '../state/meeting-state.ts'
import { asForbidden, fromForbidden } from '../state/permissions.ts'

/**
 * Fields of a meeting's hash, one letter each because a million meetings have them: `s` status (first letters), `v` version,
 * `n` name (absent: named after the id), `x` seats, `c` created_at, `e` expires_at, `r` room_sid, `w` warnings given,
 * `l` locked (1), `b` lobby (1), `k` hash of the passcode, `f` what whoever has no role may not send
 * (letters of `permissions.ts`), `y` encrypted (1), `h` hashes of the host keys with spaces between them, `u` watched until, for as long as it has
 * not been compared after that. Numbers that are 0 and texts that are empty are absent.
 */
export const fieldNames = ['s', 'v', 'n', 'x', 'c', 'e', 'r', 'w', 'u', 'l', 'h', 'b', 'k', 'f', 'y'] as const

export type Fields = readonly (string | null)[]

const statusOf: Readonly<Record<string, MeetingStatus>> = { c: 'creating', o: 'open', g: 'ending', e: 'ended' }
export const letterOf = { creating: 'c', open: 'o', ending: 'g', ended: 'e' } as const satisfies Record<MeetingStatus, string>

export const readFields = (meeting_id: string, fields: Fields, now: number, connected: number): FoundMeeting | undefined => {
  const [s, v, n, x, c, e, r, w, u, l, h, b, k, f, y] = fields
  const status = statusOf[s ?? '']
  if (!status) return undefined
  const state: MeetingState = {
    meeting_id,
    status,
    version: Number(v),
    name: n ?? '',
    max_participants: Number(x),
    created_at: Number(c),
    expires_at: Number(e),
    room_sid: r ?? '',
    warned: Number(w ?? 0),
    locked: l === '1',
    lobby: b === '1',
    passcode_hash: k ?? '',
    permissions: fromForbidden(f ?? ''),
    encrypted: y === '1',
    host_keys: h ? h.split(' ') : [],
  }
  return { state, now, connected, watched_until: Number(u ?? 0) }
}

/** Every field of a meeting that is written anew, as names and values in turn. */
export const writeFields = (state: MeetingState): string[] => {
  const { status, version, name, max_participants, created_at, expires_at, room_sid, warned, locked, lobby, passcode_hash, host_keys } =
    state
  const fixed = ['s', letterOf[status], 'v', `${version}`, 'x', `${max_participants}`, 'c', `${created_at}`, 'e', `${expires_at}`]
  const admission = [...(locked ? ['l', '1'] : []), ...(lobby ? ['b', '1'] : []), ...(passcode_hash ? ['k', passcode_hash] : [])]
  const forbidden = asForbidden(state.permissions)
  const authority = host_keys.length > 0 ? ['h', host_keys.join(' ')] : []
  return [
    ...fixed,
    ...(name ? ['n', name] : []),
    ...(room_sid ? ['r', room_sid] : []),
    ...(warned > 0 ? ['w', `${warned}`] : []),
    ...admission,
    ...(forbidden ? ['f', forbidden] : []),
    ...(state.encrypted ? ['y', '1'] : []),
    ...authority,
  ]
}

/** The fields that changes can change, as names and values in turn. */
export const changedFields = (before: MeetingState, after: MeetingState): string[] => {
  const changed: string[] = []
  if (before.status !== after.status) changed.push('s', letterOf[after.status])
  if (before.expires_at !== after.expires_at) changed.push('e', `${after.expires_at}`)
  if (before.room_sid !== after.room_sid) changed.push('r', after.room_sid)
  if (before.name !== after.name) changed.push('n', after.name)
  if (before.locked !== after.locked) changed.push('l', after.locked ? '1' : '0')
  if (before.lobby !== after.lobby) changed.push('b', after.lobby ? '1' : '0')
  if (before.passcode_hash !== after.passcode_hash) changed.push('k', after.passcode_hash)
  if (!isSame(before.permissions, after.permissions)) changed.push('f', asForbidden(after.permissions))
  if (before.host_keys.join() !== after.host_keys.join()) changed.push('h', after.host_keys.join(' '))
  if (before.warned !== after.warned) changed.push('w', `${after.warned}`)
  return changed
}
