import type { Role } from '@runde/contracts/meetings'
import type { Person } from './snapshot.ts'

/** Leads the meeting. A co-host may not end it, give roles, remove a host or make others hosts. */
export type LeadingRole = Exclude<Role, 'participant'>

/** What a role is called beside a name, as the name of its text. */
export const badges = { host: 'host', co_host: 'coHost', participant: undefined } as const

/** What whoever leads the meeting may do about another person: only what makes sense now. */
export const choicesAbout = (
  { role, microphone, cameraOn, sharing }: Pick<Person<unknown>, 'role' | 'microphone' | 'cameraOn' | 'sharing'>,
  by: LeadingRole,
) => ({
  mute: microphone,
  stopCamera: cameraOn,
  stopShare: sharing,
  makeCoHost: by === 'host' && role === 'participant',
  // A host has the key, and would be one again with the next join.
  takeRoleBack: by === 'host' && role === 'co_host',
  remove: by === 'host' || role !== 'host',
})

/** What somebody is told whose role has changed, as the name of its text. Whoever became a host has just opened the link for it. */
export const roleNews = (before: Role, now: Role): 'nowCoHost' | 'noLongerCoHost' | 'noLongerHost' | undefined => {
  if (before === now || now === 'host') return undefined
  if (now === 'co_host') return 'nowCoHost'
  return before === 'host' ? 'noLongerHost' : 'noLongerCoHost'
}
