import { isMeetingId } from '@runde/contracts/meeting-id'
import type { Meetings } from './ports/meetings.ts'

/** Without it every attempt to join, while tokens cannot be minted, would take one more seat. */
export const releaseSeat =
  ({ meetings }: { readonly meetings: Pick<Meetings, 'release'> }) =>
  async ({ meeting_id, participant_id }: { meeting_id: string; participant_id: string }): Promise<Record<never, never>> => {
    if (isMeetingId(meeting_id)) await meetings.release(meeting_id, participant_id)
    return {}
  }
