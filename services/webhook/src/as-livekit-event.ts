import type { LivekitEvent } from '@runde/contracts/livekit-events'
import { fromGrants } from '@runde/contracts/permissions'
import { handOf } from '@runde/contracts/shown'
import type { ParticipantInfo, WebhookEvent } from 'livekit-server-sdk'

const about = ({ identity, sid, joinedAt, permission, attributes }: ParticipantInfo) => ({
  ...{ participant_id: identity, sid, joined_at: Number(joinedAt) },
  ...(permission && { permissions: fromGrants(permission) }),
  hand: handOf(attributes),
})

/** LiveKit's report in our terms. A room's name is its meeting's id. */
export const asLivekitEvent = (event: WebhookEvent): LivekitEvent => {
  const { participant } = event
  const told = { id: event.id, type: event.event, meeting_id: event.room?.name ?? '', created_at: Number(event.createdAt) }
  return participant ? { ...told, participant: about(participant) } : told
}
