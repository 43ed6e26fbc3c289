import { hash } from 'node:crypto'

/** Meetings are spread over this many shards; the number can never change while meetings are stored. */
export const shardCount = 64

export const allShards: readonly number[] = Array.from({ length: shardCount }, (_, shard) => shard)

/** Any text's shard; meetings are spread by their id, idempotency records by their key. */
export const shardOf = (text: string): number => Number.parseInt(hash('sha1', text).slice(0, 8), 16) % shardCount

/**
 * Every key of a shard carries its tag, so that one script can change them together, in Redis Cluster too:
 * - `due` sorted set: meeting id -> Unix milliseconds at which the sweep must look at it
 * - `out` stream: events that wait to be published (`m` meeting id, `v` version, `e` the change as JSON, `n` people connected)
 * - `lease` string: the replica that looks after the shard
 *
 * The prefixes stand before the id of a meeting:
 * - `m` hash: the meeting (fields in `fields.ts`)
 * - `p` hash: participant id -> record as JSON
 * - `bans` hash: `p:<participant id>` -> browser and name as JSON, `b:<browser>` -> participant id
 * - `audit` stream: what hosts have ordered (`o` as JSON)
 * - `chat` stream: what people say (`p` participant id, `n` their name, `k` hash of the key, `z` sealed (1), `b` what was said)
 * - `seats` sorted set: participant id -> Unix milliseconds until which an unused seat is kept, +inf while connected
 * - `lobby` sorted set: participant id -> Unix milliseconds until which their place is kept if they do not ask again
 */
export const keysOfShard = (shard: number) => {
  const tag = `{s${shard}}`
  return {
    due: `${tag}:due`,
    outbox: `${tag}:out`,
    lease: `${tag}:lease`,
    prefixes: {
      meeting: `${tag}:m:`,
      participants: `${tag}:p:`,
      seats: `${tag}:seats:`,
      lobby: `${tag}:lobby:`,
      bans: `${tag}:bans:`,
      audit: `${tag}:audit:`,
      chat: `${tag}:chat:`,
    },
  } as const
}

/** As `commit.lua` takes them: first those of which it writes keys, then the others, which expire together with them. */
export const prefixesForCommit = (shard: number): readonly string[] => {
  const { meeting, seats, chat, ...others } = keysOfShard(shard).prefixes
  return [meeting, seats, chat, ...Object.values(others)]
}

/** Where everything about a meeting stands. */
export const keysOf = (meetingId: string) => {
  const shard = shardOf(meetingId)
  const { due, outbox, prefixes } = keysOfShard(shard)
  return {
    shard,
    meeting: prefixes.meeting + meetingId,
    participants: prefixes.participants + meetingId,
    seats: prefixes.seats + meetingId,
    lobby: prefixes.lobby + meetingId,
    bans: prefixes.bans + meetingId,
    audit: prefixes.audit + meetingId,
    chat: prefixes.chat + meetingId,
    due,
    outbox,
  } as const
}

/** String `<fingerprint> <meeting id> <created_at> <expires_at>`: the first answer to a request with an idempotency key. */
export const idempotencyKey = (hash: string): string => `{s${shardOf(hash)}}:once:${hash}`

/** Sorted set: replica -> Unix milliseconds of its last sign of life. */
export const replicasKey = 'replicas'
