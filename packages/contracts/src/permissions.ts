import type { Permissions } from './meetings.ts'

export const everything: Permissions = { microphone: true, camera: true, screen_share: true, chat: true }

export const isSame = (one: Permissions, other: Permissions): boolean =>
  one.microphone === other.microphone && one.camera === other.camera && one.screen_share === other.screen_share && one.chat === other.chat

/** LiveKit's numbers of sources (`TrackSource` of its protocol). A shared screen goes with its sound. */
export const sourcesOf = { camera: [1], microphone: [2], screen_share: [3, 4] } as const satisfies Record<
  Exclude<keyof Permissions, 'chat'>,
  readonly number[]
>

/** What LiveKit lets somebody send, in a token and of somebody who is connected. */
export interface Grants {
  readonly canPublish: boolean
  readonly canPublishData: boolean
  readonly canPublishSources: (typeof sourcesOf)[keyof typeof sourcesOf][number][]
}

type Source = keyof typeof sourcesOf
const sources = Object.keys(sourcesOf) as Source[]

/** No source at all would mean every source to LiveKit: then nothing may be published. */
export const asGrants = (permissions: Permissions): Grants => {
  const canPublishSources = sources.flatMap((source) => (permissions[source] ? [...sourcesOf[source]] : []))
  return { canPublish: canPublishSources.length > 0, canPublishData: permissions.chat, canPublishSources }
}

interface TheirGrants {
  readonly canPublish?: boolean
  readonly canPublishData?: boolean
  readonly canPublishSources?: readonly number[]
}

/** What somebody may send by what LiveKit says; nothing is granted where it does not say. */
export const fromGrants = ({ canPublish = false, canPublishSources = [], canPublishData = false }: TheirGrants = {}): Permissions => {
  const may = (source: Source) =>
    canPublish && (canPublishSources.length === 0 || sourcesOf[source].every((one) => canPublishSources.includes(one)))
  return { microphone: may('microphone'), camera: may('camera'), screen_share: may('screen_share'), chat: canPublishData }
}
