import type { ChatMessage } from '@runde/contracts/chat'
import type { StoredMessage } from './ports/meetings.ts'

/** A message as others see it. Its time is that of its id: Redis names messages by its clock. */
export const asChatMessage = ({ id, participant_id, display_name, sealed, body }: StoredMessage): ChatMessage => ({
  message_id: id,
  participant_id,
  display_name,
  sent_at: new Date(Number.parseInt(id, 10)).toISOString(),
  ...(sealed ? { sealed: body } : { text: body }),
})
