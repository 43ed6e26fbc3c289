import type { hostRequests } from './host-requests.ts'
import type { GiveOrder } from './order-giver.ts'
import type { Human } from './room-store.ts'

/** What a host or co-host does about raised hands. Everybody sees that they go down: nothing is said of it. */
export interface HandOrders {
  lowerHand(person: Pick<Human, 'identity'>): Promise<boolean>
  lowerHands(): Promise<boolean>
}

interface Deps {
  readonly server: Pick<ReturnType<typeof hostRequests>, 'lowerHand' | 'lowerHands'>
  readonly ask: GiveOrder
}

const nothing = () => undefined

export const handOrders = ({ server, ask }: Deps): HandOrders => ({
  lowerHand: ({ identity }) => ask(() => server.lowerHand(identity), nothing),
  lowerHands: () => ask(server.lowerHands, nothing),
})
