import type { AskableSource, MutableSource } from '@runde/contracts/host-operations'
import type { Permissions } from '@runde/contracts/meetings'
import type { Person } from './snapshot.ts'

/** What LiveKit tells of what somebody may send, as far as it is read here. */
export interface Grants {
  readonly canPublish: boolean
  readonly canPublishData: boolean
  /** LiveKit's numbers; none of them means all. */
  readonly canPublishSources: readonly number[]
}

/** LiveKit's numbers in `canPublishSources`. */
const numbers = { camera: 1, microphone: 2, screen_share: 3 } as const satisfies Record<MutableSource, number>

export const sources = ['microphone', 'camera', 'screen_share'] as const satisfies readonly MutableSource[]

export const everything: Permissions = { microphone: true, camera: true, screen_share: true, chat: true }

/** What somebody may send; of whom LiveKit tells nothing, nothing is taken. */
export const permissionsOf = (grants: Grants | undefined): Permissions => {
  // A copy: the store that it goes to changes what it holds.
  if (!grants) return { ...everything }
  const { canPublish, canPublishSources: named } = grants
  const may = (source: MutableSource) => canPublish && (named.length === 0 || named.includes(numbers[source]))
  return { microphone: may('microphone'), camera: may('camera'), screen_share: may('screen_share'), chat: grants.canPublishData }
}

export const samePermissions = (a: Permissions, b: Permissions): boolean =>
  a.chat === b.chat && sources.every((source) => a[source] === b[source])

/** What may be sent again. */
export const givenBack = (before: Permissions, now: Permissions): readonly MutableSource[] =>
  sources.filter((source) => now[source] && !before[source])

/** What whoever leads the meeting may give to another person or take from them. Who leads it too may always send. */
export const permitChoices = ({
  role,
  permissions,
}: Pick<Person<unknown>, 'role' | 'permissions'>): readonly { readonly source: MutableSource; readonly allowed: boolean }[] =>
  role === 'participant' ? sources.map((source) => ({ source, allowed: permissions[source] })) : []

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
export const permitWish = (source: MutableSource, allowed: boolean, others: Permissions): boolean | null =>
  others[source] === allowed ? null : allowed
