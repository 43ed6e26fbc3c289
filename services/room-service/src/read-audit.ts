import type { AuditEntry } from '@runde/contracts/host-operations'
import type { Meetings, RecordedOrder } from './ports/meetings.ts'

export interface Deps {
  readonly meetings: Pick<Meetings, 'orders' | 'participant'>
}

/** What hosts have ordered, oldest first, with the names that people have now. */
export const readAudit =
  ({ meetings }: Deps) =>
  async ({ meeting_id }: { meeting_id: string }): Promise<{ entries: AuditEntry[] }> => {
    const orders = await meetings.orders(meeting_id)
    const names = new Map<string, string>()
    const named = (participant_id: string) => {
      const display_name = names.get(participant_id)
      return { participant_id, ...(display_name !== undefined && { display_name }) }
    }
    const ids = orders.flatMap(({ actor, details }) => [actor.participant_id, details.participant_id])
    for (const id of new Set(ids)) {
      const known = typeof id === 'string' ? await meetings.participant(meeting_id, id) : undefined
      if (known) names.set(known.participant_id, known.record.name)
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
