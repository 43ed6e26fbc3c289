import type { Permissions } from '@runde/contracts/meetings'
import { everything } from '@runde/contracts/permissions'
import type { ParticipantRecord } from './apply-livekit-event.ts'
import type { MeetingState } from './meeting-state.ts'

/** How each is written where nobody reads it. */
const letters = { microphone: 'm', camera: 'c', screen_share: 's', chat: 't' } as const satisfies Record<keyof Permissions, string>

const names = Object.keys(letters) as (keyof Permissions)[]

const permissionsBy = (isAllowed: (name: keyof Permissions) => boolean): Permissions => ({
  microphone: isAllowed('microphone'),
  camera: isAllowed('camera'),
  screen_share: isAllowed('screen_share'),
  chat: isAllowed('chat'),
})

/** What is forbidden, a letter each; empty: nothing. */
export const asForbidden = (permissions: Permissions): string =>
  names
    .filter((name) => !permissions[name])
    .map((name) => letters[name])
    .join('')

export const fromForbidden = (forbidden: string): Permissions => permissionsBy((name) => !forbidden.includes(letters[name]))

/** What one participant may send now: hosts and co-hosts everything, the others what the meeting lets them unless a host has decided about them. */
export const permissionsOf = (
  { permissions }: Pick<MeetingState, 'permissions'>,
  { role, permissions: own = {} }: Pick<ParticipantRecord, 'role' | 'permissions'>,
): Permissions => (role === undefined ? permissionsBy((name) => own[name] ?? permissions[name]) : everything)
