/** Who looks after which shard of the meetings: relay and sweep. A lease saves work; what it guards would be right without it. */
export interface ShardLeases {
  /** Says that this replica lives, and how many do. */
  heartbeat(replica: string): Promise<number>
  /** Takes or keeps the shards that are free or ours already; answers which of them we have now. */
  take(replica: string, shards: readonly number[]): Promise<readonly number[]>
  give(replica: string, shards: readonly number[]): Promise<void>
  /** Says that this replica goes. */
  leave(replica: string): Promise<void>
}
