import type { LivekitEvent } from '@runde/contracts/livekit-events'
import type { WebhookEvent } from 'livekit-server-sdk'

/** LiveKit's report in our terms. A room's name is its meeting's id. */
export const asLivekitEvent = (event: WebhookEvent): LivekitEvent => {
  const { participant } = event
  const who = participant && { participant_id: participant.identity, sid: participant.sid, joined_at: Number(participant.joinedAt) }
  const told = { id: event.id, type: event.event, meeting_id: event.room?.name ?? '', created_at: Number(event.createdAt) }
  return who ? { ...told, participant: who } : told
}
