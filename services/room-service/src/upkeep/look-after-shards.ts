import type { Logger } from '@runde/service-kit/log'
import type { ShardLeases } from '../ports/shards.ts'

/** The shards that this replica looks after now. */
export interface OwnShards extends AsyncDisposable {
  readonly owned: ReadonlySet<number>
  /** Takes its share of the shards, keeps it, and gives back what others are due. To be called every second. */
  round(): Promise<void>
}

export interface Deps {
  readonly leases: ShardLeases
  /** Names this process among the replicas. */
  readonly replica: string
  readonly shards: readonly number[]
  readonly log: Logger
}

/** Replicas begin at different shards, so that they do not all ask for the same ones. */
const rotated = (shards: readonly number[], replica: string): readonly number[] => {
  const start = [...replica].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9_973, 7) % shards.length
  return [...shards.slice(start), ...shards.slice(0, start)]
}

export const lookAfterShards = ({ leases, replica, shards, log }: Deps): OwnShards => {
  const order = rotated(shards, replica)
  let owned: ReadonlySet<number> = new Set()
  /** When it fails, what was ours goes on being ours: the work itself is right even if it is somebody else's by now. */
  const round = async () => {
    const share = Math.ceil(shards.length / (await leases.heartbeat(replica)))
    const mine = order.filter((shard) => owned.has(shard))
    const surplus = mine.slice(share)
    owned = new Set(mine.slice(0, share))
    await leases.give(replica, surplus)
    const taken = [...(await leases.take(replica, [...owned]))]
    const others = order.filter((shard) => !mine.includes(shard))
    // As many at once as are missing: more would be somebody else's share.
    while (others.length > 0 && taken.length < share) taken.push(...(await leases.take(replica, others.splice(0, share - taken.length))))
    if (taken.length !== mine.length) log.info({ shards: taken.length }, 'looking after shards')
    owned = new Set(taken)
  }
  return {
    get owned() {
      return owned
    },
    round,
    async [Symbol.asyncDispose]() {
      const last = [...owned]
      owned = new Set()
      await leases.give(replica, last).catch(() => {})
      await leases.leave(replica).catch(() => {})
    },
  }
}
