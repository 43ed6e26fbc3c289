import type { AuditEntry } from '@runde/contracts/host-operations'
import type { FoundMeeting, Meetings, RecordedOrder } from './ports/meetings.ts'

export interface Deps {
  readonly meetings: Pick<Meetings, 'orders' | 'participant'>
}

/** What hosts have ordered, oldest first, with the names that people have now. */
export const readAudit =
  ({ meetings }: Deps) =>
  async ({ state: { meeting_id } }: FoundMeeting): Promise<{ entries: AuditEntry[] }> => {
    const orders = await meetings.orders(meeting_id)
    const ids = orders.flatMap(({ actor, details }) => [actor.participant_id, details.participant_id])
    const asked = [...new Set(ids)].filter((id) => typeof id === 'string')
    const known = await Promise.all(asked.map((id) => meetings.participant(meeting_id, id)))
    const names = new Map(known.flatMap((one) => (one ? [[one.participant_id, one.record.name] as const] : [])))
    const named = (participant_id: string) => {
      const display_name = names.get(participant_id)
      return { participant_id, ...(display_name !== undefined && { display_name }) }
    }
    const asEntry = ({ at, actor, order, details }: RecordedOrder): AuditEntry => {
      const { meeting_id: _, participant_id: whom, ...rest } = details
      return {
        at: new Date(at).toISOString(),
        by: { role: actor.role, ...(actor.participant_id !== undefined && named(actor.participant_id)) },
        what: order,
        ...(typeof whom === 'string' && { whom: named(whom) }),
        details: rest,
      }
    }
    return { entries: orders.map(asEntry) }
  }
