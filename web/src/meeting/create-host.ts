import type { AuditEntry } from '@runde/contracts/host-operations'
import { language } from '../i18n/language.ts'
import { isSoon } from '../live/ending.ts'
import { timeText } from '../live/time-text.ts'
import { type HandOrders, handOrders } from './hand-orders.ts'
import { type HostLinkOrders, hostLinkOrders } from './host-link-orders.ts'
import { createHostPeople, type HostPeople } from './host-people.ts'
import { type Banned, hostRequests } from './host-requests.ts'
import { type LobbyOrders, lobbyOrders } from './lobby-orders.ts'
import { orderGiver } from './order-giver.ts'
import type { LeadingRole } from './roles.ts'
import type { Human } from './room-store.ts'
import { type SendingOrders, sendingOrders } from './sending-orders.ts'
import type { Call } from './session.ts'
import type { Toasts } from './toasts.ts'
import { t } from './words.ts'

/** What a host or co-host may do. Each order tells how it went, and answers whether it worked. */
export interface Host extends HostPeople, LobbyOrders, SendingOrders, HandOrders {
  readonly role: LeadingRole
  /** For hosts only. */
  readonly links: HostLinkOrders | undefined
  rename(name: string): Promise<boolean>
  lock(locked: boolean): Promise<boolean>
  /** By so many seconds. */
  extend(seconds: number): Promise<boolean>
  end(): Promise<boolean>
  /** Unless they are banned they may come back. */
  remove(person: Human, ban: boolean): Promise<boolean>
  letIn(person: Banned): Promise<boolean>
  makeCoHost(person: Human): Promise<boolean>
  takeRoleBack(person: Human): Promise<boolean>
  /** What hosts have done, oldest first. Rejects with an `ApiError`. */
  audit(): Promise<readonly AuditEntry[]>
}

export interface HostDeps {
  readonly call: Pick<Call, 'meeting' | 'live' | 'lobby' | 'permissions' | 'changed' | 'hostKey'>
  readonly toasts: Pick<Toasts, 'say'>
  readonly role: LeadingRole
  /** Of the person, not the host key: the audit names them, and a role that is taken back ends at once. */
  readonly token: string
}

export const createHost = ({ call, toasts, role, token }: HostDeps): Host => {
  const { meeting, live } = call
  const server = hostRequests(meeting.id, token)
  const ask = orderGiver(toasts)
  const people = createHostPeople({ read: server.people, lobby: call.lobby })
  const { look } = people

  return {
    role,
    links:
      role === 'host' ? hostLinkOrders({ meeting, server, ownKey: call.hostKey(), by: (key) => hostRequests(meeting.id, key) }) : undefined,
    ...people,
    ...lobbyOrders({ server, ask, look, changed: call.changed }),
    ...handOrders({ server, ask }),
    ...sendingOrders({ server, ask, permissions: call.permissions, changed: call.changed }),
    rename: (name) =>
      ask(
        () => server.change({ name }),
        (changed) => {
          call.changed(changed)
          return t().renamed(changed.name)
        },
      ),
    lock: (locked) =>
      ask(
        () => server.change({ locked }),
        (changed) => {
          call.changed(changed)
          return changed.locked ? t().nowLocked : t().nowUnlocked
        },
      ),
    extend(seconds) {
      const end = live.ending().at ?? live.now()
      return ask(
        () => server.change({ expires_in: Math.round((end - live.now()) / 1000) + seconds }),
        (changed) => {
          // Whoever was warned of the end is told that it has moved, this person too.
          const told = isSoon(live.ending())
          call.changed(changed)
          return told ? undefined : t().extended(timeText(Date.parse(changed.expires_at), live.now(), language()))
        },
      )
    },
    // Everybody sees that it is over, this person too.
    end: () => ask(server.end, () => undefined),
    remove: ({ identity, name }, ban) =>
      ask(
        () => server.remove(identity, ban),
        () => {
          void look()
          return t().wasRemoved(name)
        },
      ),
    letIn: ({ participant_id, display_name }) =>
      ask(
        () => server.unban(participant_id),
        () => {
          void look()
          return t().isLetIn(display_name)
        },
      ),
    makeCoHost: ({ identity, name }) =>
      ask(
        () => server.promote(identity),
        () => t().madeCoHost(name),
      ),
    takeRoleBack: ({ identity, name }) =>
      ask(
        () => server.demote(identity),
        () => t().roleTaken(name),
      ),
    audit: server.audit,
  }
}
