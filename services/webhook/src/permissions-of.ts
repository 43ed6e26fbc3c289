import type { Permissions } from '@runde/contracts/meetings'
import { type ParticipantPermission, TrackSource } from 'livekit-server-sdk'

/** What LiveKit lets somebody send, in our terms. A list without any source means every source. */
export const permissionsOf = ({ canPublish, canPublishSources, canPublishData }: ParticipantPermission): Permissions => {
  const may = (...sources: TrackSource[]) =>
    canPublish && (canPublishSources.length === 0 || sources.every((source) => canPublishSources.includes(source)))
  return {
    microphone: may(TrackSource.MICROPHONE),
    camera: may(TrackSource.CAMERA),
    screen_share: may(TrackSource.SCREEN_SHARE, TrackSource.SCREEN_SHARE_AUDIO),
    chat: canPublishData,
  }
}
