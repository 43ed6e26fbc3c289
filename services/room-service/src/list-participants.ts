import type { listParticipants as listRpc } from '@runde/contracts/host-operations'
import type { ReplyOf } from '@runde/contracts/rpc'
import type { FoundMeeting, Meetings } from './ports/meetings.ts'

export interface Deps {
  readonly meetings: Pick<Meetings, 'connectedParticipants' | 'bans'>
}

/** Who is connected, and who may not come back. */
export const listParticipants =
  ({ meetings }: Deps) =>
  async ({ state: { meeting_id } }: FoundMeeting): Promise<ReplyOf<typeof listRpc>> => {
    const [connected, banned] = await Promise.all([meetings.connectedParticipants(meeting_id), meetings.bans(meeting_id)])
    const participants = connected.map(({ participant_id, record: { name, role } }) => ({
      participant_id,
      display_name: name,
      role: role ?? ('participant' as const),
    }))
    return { participants, banned: [...banned] }
  }
