import type { Logger } from '@runde/service-kit/log'
import { untraced } from '@runde/service-kit/span'
import { every } from './every.ts'

export interface Deps {
  /** Publishes the oldest of what waits in the outbox of a shard; answers how many events that were. */
  readonly relay: (shard: number) => Promise<number>
  readonly owned: () => ReadonlySet<number>
  readonly log: Logger
}

export interface Relay extends AsyncDisposable {
  /** Something has just come into this shard's outbox. */
  wake(shard: number): void
}

/** Milliseconds between two looks at the outboxes of our shards; what this replica wrote itself is published at once. */
const lookEvery = 200

/**
 * Keeps the outboxes of our shards empty, one shard at a time: a batch of one keeps the bus busy, its events keep their order,
 * and in a storm the sweep has its turn. One that has more waits behind the others.
 */
export const runRelay = ({ relay, owned, log }: Deps): Relay => {
  const queued = new Set<number>()
  let running: Promise<void> | undefined
  let failing = false

  const takeTurn = async (shard: number) => {
    try {
      if ((await relay(shard)) > 0) queued.add(shard)
      failing = false
    } catch (error) {
      // The next look comes back to it.
      if (!failing) log.warn({ err: error, shard }, 'events could not be published: to be tried again')
      failing = true
    }
  }
  /** A set is gone through in the order of its entries, those included that come meanwhile. */
  const takeTurns = async () => {
    for (const shard of queued) {
      queued.delete(shard)
      await untraced(() => takeTurn(shard))
    }
  }
  const go = () => {
    if (running || queued.size === 0) return
    running = takeTurns().finally(() => {
      running = undefined
      go()
    })
  }
  const look = async () => {
    for (const shard of owned()) queued.add(shard)
    go()
  }
  const looking = every(lookEvery, look, log)
  return {
    wake(shard) {
      // Whoever owns it looks soon.
      if (!owned().has(shard)) return
      queued.add(shard)
      go()
    },
    async [Symbol.asyncDispose]() {
      await looking[Symbol.asyncDispose]()
      while (running) await running
    },
  }
}
