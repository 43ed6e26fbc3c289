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
/** Shards that are relayed at the same time: a batch of one keeps the bus busy, and in a storm the sweep has its turn. */
const together = 1

/**
 * Keeps the outboxes of our shards empty. A shard is relayed by one run at a time, so that its events keep their order; one
 * that has more waits behind the others.
 */
export const runRelay = ({ relay, owned, log }: Deps): Relay => {
  const queued = new Set<number>()
  const relayed = new Set<number>()
  const running = new Set<Promise<void>>()
  let failing = false

  const next = (): number | undefined => queued.values().find((shard) => !relayed.has(shard))
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
  const go = () => {
    for (let shard = next(); shard !== undefined && running.size < together; shard = next()) {
      const current = shard
      queued.delete(current)
      relayed.add(current)
      const turn = untraced(() => takeTurn(current)).finally(() => {
        relayed.delete(current)
        running.delete(turn)
        go()
      })
      running.add(turn)
    }
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
      while (running.size > 0) await Promise.all(running)
    },
  }
}
