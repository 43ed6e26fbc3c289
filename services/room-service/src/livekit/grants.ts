import type { Permissions } from '@runde/contracts/meetings'
import { type ParticipantPermission, TrackSource } from 'livekit-server-sdk'

/** A shared screen goes with its sound. */
export const sourcesOf = {
  microphone: [TrackSource.MICROPHONE],
  camera: [TrackSource.CAMERA],
  screen_share: [TrackSource.SCREEN_SHARE, TrackSource.SCREEN_SHARE_AUDIO],
} as const satisfies Record<Exclude<keyof Permissions, 'chat'>, readonly TrackSource[]>

type Source = keyof typeof sourcesOf

const sources = Object.keys(sourcesOf) as Source[]

/** Everything that LiveKit grants somebody once this is written: what is not named here is taken away. */
export const asGrants = (permissions: Permissions): Partial<ParticipantPermission> => {
  const canPublishSources = sources.flatMap((source) => (permissions[source] ? sourcesOf[source] : []))
  // No source at all would mean every source.
  return { canSubscribe: true, canPublish: canPublishSources.length > 0, canPublishSources, canPublishData: permissions.chat }
}

/** What LiveKit lets somebody send; nothing is granted where it does not say. */
export const fromGrants = (grants: Partial<ParticipantPermission> = {}): Permissions => {
  const { canPublish = false, canPublishSources = [], canPublishData = false } = grants
  const may = (source: Source) =>
    canPublish && (canPublishSources.length === 0 || sourcesOf[source].every((one) => canPublishSources.includes(one)))
  return { microphone: may('microphone'), camera: may('camera'), screen_share: may('screen_share'), chat: canPublishData }
}
