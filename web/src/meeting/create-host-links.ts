import { type Accessor, createSignal } from 'solid-js'
import { codeOfFailure } from '../api.ts'
import { type HostFailure, hostFailure, isPassing } from './host-failure.ts'
import type { HostLink } from './host-link-names.ts'
import type { HostLinkOrders, NewHostLink } from './host-link-orders.ts'

interface FailedOrder {
  readonly what: HostFailure
  /** Where the same may work a moment later. */
  readonly again: (() => void) | undefined
}

interface HostLinksView {
  /** Undefined until it is known. */
  readonly links: Accessor<readonly HostLink[] | undefined>
  /** What was made here last and is not revoked. */
  readonly made: Accessor<NewHostLink | undefined>
  readonly failed: Accessor<FailedOrder | undefined>
  /** The last order here has revoked a link. */
  readonly revoked: Accessor<boolean>
  load(): Promise<void>
  create(): Promise<void>
  revoke(id: string): Promise<void>
}

/** The links that make hosts, while somebody looks at them, with what came of what they ordered last. */
export const createHostLinks = (orders: Accessor<Pick<HostLinkOrders, 'read' | 'create' | 'revoke'>>): HostLinksView => {
  const [links, setLinks] = createSignal<readonly HostLink[]>()
  const [made, setMade] = createSignal<NewHostLink>()
  const [failed, setFailed] = createSignal<FailedOrder>()
  const [revoked, setRevoked] = createSignal(false)

  const give = async (order: () => Promise<void>): Promise<void> => {
    setFailed(undefined)
    setRevoked(false)
    try {
      await order()
    } catch (error) {
      const what = hostFailure(codeOfFailure(error))
      setFailed({ what, again: isPassing(what) ? () => void give(order) : undefined })
    }
  }
  const read = async () => {
    const known = await orders().read()
    setLinks(known)
    // Another host may have revoked it.
    setMade((link) => (known.some(({ id }) => id === link?.id) ? link : undefined))
  }
  const load = () => give(read)
  const forget = (gone: string) => {
    setLinks((known) => known?.filter(({ id }) => id !== gone))
    setMade((link) => (link?.id === gone ? undefined : link))
  }

  return {
    links,
    made,
    failed,
    revoked,
    load,
    create: () =>
      give(async () => {
        setMade(await orders().create())
        await load()
      }),
    revoke: (id) =>
      give(async () => {
        try {
          await orders().revoke(id)
        } catch (error) {
          if (codeOfFailure(error) === 'host_key_not_found') forget(id)
          throw error
        }
        forget(id)
        await load()
        setRevoked(true)
      }),
  }
}
