import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { allTravel, watchWay } from './carried.ts'
import { enterCall } from './enter-call.ts'
import type { PeerOrder, PeerReport } from './peer-order.ts'

/** Milliseconds between two looks. */
const every = 200
/** Milliseconds from the connection on in which media have to take to the way that is asked for. */
const patience = 25_000

// Whoever started us is gone, and with them everybody who could end us.
process.once('disconnect', () => process.exit(1))

const tell = (report: PeerReport) => process.send?.(report)

const fail = (error: unknown) => tell({ type: 'failed', message: error instanceof Error ? error.message : String(error) })

const converse = async (order: PeerOrder) => {
  const enter = async (token: string, person: number) => {
    const peer = await enterCall(order, token)
    tell({ type: 'connected', person })
    return peer
  }
  const peers = await Promise.all(order.tokens.map(enter))
  if (order.way === 'tcp') await Promise.all(peers.map((peer) => peer.forceTcp()))
  const isCarried = watchWay(order.way)
  const end = performance.now() + patience
  let [shown, carried] = [false, false]
  while (!carried && performance.now() < end) {
    const standing = { frames: peers.map((peer) => peer.frames()), paths: await Promise.all(peers.map((peer) => peer.paths())) }
    // Not before: a picture that is being sent while the connection moves may be lost on the way.
    if (!shown && allTravel(order.way, standing)) {
      shown = true
      for (const peer of peers) peer.show().catch(fail)
    }
    carried = isCarried(standing)
    tell({ type: carried ? 'carried' : 'standing', standing })
    if (!carried) await pause(every)
  }
  tell({ type: 'over' })
  await Promise.all(peers.map((peer, person) => peer.leave().then(() => tell({ type: 'left', person }))))
}

tell({ type: 'ready' })
const [order] = (await once(process, 'message')) as [PeerOrder]
await converse(order).catch(fail)
// The native part would keep the process; it has nothing more to say.
process.exit(0)
