import type { Logger } from '@runde/service-kit/log'
import { untraced } from '@runde/service-kit/span'
import { every } from './every.ts'
import { inTurns } from './in-turns.ts'

export interface Deps {
  /** Publishes what waits in the outbox of a shard; answers how many events that were. */
  readonly relay: (shard: number) => Promise<number>
  readonly owned: () => Iterable<number>
  readonly log: Logger
}

export interface Relay extends AsyncDisposable {
  /** Something has just come into this shard's outbox. */
  wake(shard: number): void
}

/** Milliseconds between two looks at the outboxes of our shards; what this replica wrote itself is published at once. */
const lookEvery = 200
/** Shards that are relayed at the same time, besides those that were woken. */
const together = 4

/** Keeps the outboxes of our shards empty. A shard is relayed by one run at a time, so that its events keep their order. */
export const runRelay = ({ relay, owned, log }: Deps): Relay => {
  const running = new Map<number, Promise<void>>()
  const again = new Set<number>()

  const drainShard = async (shard: number) => {
    do {
      again.delete(shard)
      while ((await relay(shard)) > 0);
    } while (again.has(shard))
  }
  const run = (shard: number): Promise<void> => {
    const current = running.get(shard)
    if (current) {
      again.add(shard)
      return current
    }
    const started = untraced(() => drainShard(shard)).finally(() => running.delete(shard))
    running.set(shard, started)
    return started
  }
  const looking = every(lookEvery, () => inTurns(owned(), together, run), log)
  return {
    wake(shard) {
      // Whoever owns it looks soon; and a failure is told by the next look.
      for (const own of owned()) if (own === shard) return void run(shard).catch(() => {})
    },
    async [Symbol.asyncDispose]() {
      await looking[Symbol.asyncDispose]()
      await Promise.allSettled(running.values())
    },
  }
}
