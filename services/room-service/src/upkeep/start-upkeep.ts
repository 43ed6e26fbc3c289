import { untraced } from '@runde/service-kit/span'
import { allShards } from '../redis/keys.ts'
import { every } from './every.ts'
import { type Deps as FinishDeps, finishLater, finishMeetings } from './finish-meetings.ts'
import { inTurns } from './in-turns.ts'
import { lookAfterShards, type Deps as ShardDeps } from './look-after-shards.ts'
import { type Deps as ReconcileDeps, reconcileRooms } from './reconcile-rooms.ts'
import { type Deps as RecordDeps, recordConnection } from './record-livekit-event.ts'
import { type Deps as RecoverDeps, recoverRooms } from './recover-rooms.ts'
import { type Deps as RelayDeps, relayOutbox } from './relay-outbox.ts'
import { runRelay } from './run-relay.ts'
import { standingRooms } from './standing-rooms.ts'
import { perClaim, type Deps as SweepDeps, sweepMeetings } from './sweep-meetings.ts'

export type Deps = Omit<ShardDeps, 'shards'> &
  RelayDeps &
  Omit<SweepDeps, 'reconcile' | 'standing' | 'finish'> &
  Omit<FinishDeps, 'standing'> &
  Omit<ReconcileDeps, 'record'> &
  RecoverDeps &
  RecordDeps & {
    /** Told of each shard whose outbox has just got an entry. */
    readonly onOutbox: (listener: (shard: number) => void) => void
  }

/** Milliseconds between two rounds. */
const shardsEvery = 1_000
const sweepEvery = 500
const recoverEvery = 30_000
/** Shards that one replica sweeps at the same time: in a storm every one of them is a script before which joins wait in Redis. */
const together = 3
/** Shards whose ended meetings one replica finishes at the same time. */
const finishedTogether = 4

/** Sweeps every shard of ours until nothing in it is due. */
const sweepAll = (sweep: (shard: number) => Promise<number>, owned: () => Iterable<number>) => async (stopped: () => boolean) => {
  await inTurns(owned(), together, async (shard) => {
    while (!stopped() && (await sweep(shard)) === perClaim);
  })
}

/** What a replica does without being asked: relay, sweep and reconcile for its share of the shards; one of them looks for lost meetings. */
export const startUpkeep = (deps: Deps): AsyncDisposable => {
  const { log } = deps
  const shards = lookAfterShards({ ...deps, shards: allShards })
  const owned = () => shards.owned
  const relay = runRelay({ relay: relayOutbox(deps), owned, log })
  deps.onOutbox(relay.wake)
  const standing = standingRooms(deps.rooms)
  const finishing = finishLater(finishMeetings({ ...deps, standing }), finishedTogether)
  const reconcile = reconcileRooms({ ...deps, record: recordConnection(deps) })
  const sweep = sweepMeetings({ ...deps, reconcile, standing, finish: finishing.add })
  const recover = recoverRooms(deps)
  // The owner of the first shard does what is to be done once.
  const recoverOnce = async (stopped: () => boolean) => (shards.owned.has(0) ? recover(stopped) : undefined)
  const quietly = (work: (stopped: () => boolean) => Promise<void>) => (stopped: () => boolean) => untraced(() => work(stopped))
  const loops = [
    every(shardsEvery, quietly(shards.round), log),
    every(sweepEvery, quietly(sweepAll(sweep, owned)), log),
    every(recoverEvery, quietly(recoverOnce), log),
  ]
  return {
    async [Symbol.asyncDispose]() {
      await Promise.all(loops.map((loop) => loop[Symbol.asyncDispose]()))
      await finishing[Symbol.asyncDispose]()
      await relay[Symbol.asyncDispose]()
      await shards[Symbol.asyncDispose]()
    },
  }
}
