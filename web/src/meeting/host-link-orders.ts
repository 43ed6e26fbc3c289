import { type Accessor, createSignal } from 'solid-js'
import { codeOfFailure } from '../api.ts'
import { idempotently } from '../idempotently.ts'
import { withKey } from '../keyed-link.ts'
import type { HostLink } from './host-link-names.ts'
import type { hostRequests } from './host-requests.ts'
import type { Call } from './session.ts'

export interface NewHostLink {
  readonly id: string
  readonly url: string
}

/** What a host does about the links that make hosts. Each tells nothing by itself, and rejects with an `ApiError`. */
export interface HostLinkOrders {
  /** The link of this browser's key; none without one, nor once it is known to be revoked. */
  readonly own: Accessor<string | undefined>
  /** Oldest first. */
  read(): Promise<readonly HostLink[]>
  /** Nobody can ask for its address again. */
  create(): Promise<NewHostLink>
  revoke(id: string): Promise<void>
}

type Requests = ReturnType<typeof hostRequests>

export interface HostLinkOrdersDeps {
  readonly meeting: Pick<Call['meeting'], 'url'>
  readonly server: Pick<Requests, 'info' | 'hostKeys' | 'grantHostKey' | 'revokeHostKey'>
  readonly ownKey: string | undefined
  /** What the server does for whoever has this key. */
  by(key: string): Pick<Requests, 'hostKeys'>
}

export const hostLinkOrders = ({ meeting, server, ownKey, by }: HostLinkOrdersDeps): HostLinkOrders => {
  const granting = idempotently()
  const [holding, setHolding] = createSignal(ownKey)
  const lookAtOwn = async (): Promise<void> => {
    const key = holding()
    if (!key) return
    try {
      await by(key).hostKeys()
    } catch (error) {
      if (codeOfFailure(error) === 'not_host') setHolding(undefined)
    }
  }
  return {
    own() {
      const key = holding()
      return key && withKey(meeting.url, 'host', key)
    },
    async read() {
      const [keys, { created_at }] = await Promise.all([server.hostKeys(), server.info(), lookAtOwn()])
      const first = Date.parse(created_at)
      return keys.map((key) => {
        const madeAt = Date.parse(key.created_at)
        return { id: key.key_id, madeAt, first: madeAt === first }
      })
    },
    async create() {
      const { key_id, host_key } = await granting(server.grantHostKey)
      // Not the server's link: that has no key to decrypt with.
      return { id: key_id, url: withKey(meeting.url, 'host', host_key) }
    },
    async revoke(id) {
      await server.revokeHostKey(id)
    },
  }
}
