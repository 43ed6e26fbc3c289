import type { AskableSource, MutableSource } from '@runde/contracts/host-operations'
import type { Permissions } from '@runde/contracts/meetings'
import { everything, fromGrants } from '@runde/contracts/permissions'
import type { Person } from './snapshot.ts'

export const sources = ['microphone', 'camera', 'screen_share'] as const satisfies readonly MutableSource[]

/** What hosts let people do, each by itself. */
export const sendings = [...sources, 'chat'] as const satisfies readonly (keyof Permissions)[]
export type Sending = (typeof sendings)[number]

/** What somebody may send by what LiveKit says of them; of whom it says nothing, nothing is taken. */
export const permissionsOf = (grants: Parameters<typeof fromGrants>[0]): Permissions =>
  // A copy: the store that it goes to changes what it holds.
  grants ? fromGrants(grants) : { ...everything }

/** What may be sent again. */
export const givenBack = (before: Permissions, now: Permissions): readonly MutableSource[] =>
  sources.filter((source) => now[source] && !before[source])

/** What whoever leads the meeting may give to another person or take from them. Who leads it too may always send. */
export const permitChoices = ({
  role,
  permissions,
}: Pick<Person<unknown>, 'role' | 'permissions'>): readonly { readonly source: Sending; readonly allowed: boolean }[] =>
  role === 'participant' ? sendings.map((source) => ({ source, allowed: permissions[source] })) : []

/** What they may be asked to turn on. */
export const askChoices = ({
  microphone,
  cameraOn,
  permissions,
}: Pick<Person<unknown>, 'microphone' | 'cameraOn' | 'permissions'>): readonly AskableSource[] =>
  ([!microphone && 'microphone', !cameraOn && 'camera'] as const)
    .filter((source) => source !== false)
    .filter((source) => permissions[source])

/** A wish about one person as the server takes it: what holds for the others anyway is no exception for them. */
export const permitWish = (source: Sending, allowed: boolean, others: Permissions): boolean | null =>
  others[source] === allowed ? null : allowed
