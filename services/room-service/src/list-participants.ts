import type { listParticipants as listRpc } from '@runde/contracts/host-operations'
import type { ReplyOf } from '@runde/contracts/rpc'
import type { FoundMeeting, Meetings } from './ports/meetings.ts'

export interface Deps {
  readonly meetings: Pick<Meetings, 'connectedParticipants' | 'waiting' | 'bans'>
}

/** Who is connected, who waits, and who may not come back. */
export const listParticipants =
  ({ meetings }: Deps) =>
  async ({ state: { meeting_id }, now }: FoundMeeting): Promise<ReplyOf<typeof listRpc>> => {
    const [connected, lobby, banned] = await Promise.all([
      meetings.connectedParticipants(meeting_id),
      meetings.waiting(meeting_id, now),
      meetings.bans(meeting_id),
    ])
    const waiting = lobby.map(({ since, ...person }) => ({ ...person, waiting_since: new Date(since).toISOString() }))
    const participants = connected.map(({ participant_id, record: { name, role } }) => ({
      participant_id,
      display_name: name,
      role: role ?? ('participant' as const),
    }))
    return { participants, waiting, banned: [...banned] }
  }
