import { createHash } from 'node:crypto'

/** Meetings are spread over this many shards; the number can never change while meetings are stored. */
export const shardCount = 64

const tagOf = (shard: number) => `{s${shard}}`

const shardOf = (meetingId: string): number => createHash('sha1').update(meetingId).digest().readUInt32BE(0) % shardCount

/**
 * Every key of one meeting carries its shard's tag, so that one script can change them together, in Redis Cluster too.
 * `m` hash: the meeting. `p` hash: participant id -> record. `seats` sorted set: participant id -> Unix milliseconds
 * until which an unused seat is kept, +inf while connected. `id` string: the id is taken. `due` sorted set of a shard:
 * meeting id -> Unix milliseconds at which it must be looked at.
 */
export const keysOf = (meetingId: string) => {
  const tag = tagOf(shardOf(meetingId))
  return {
    meeting: `${tag}:m:${meetingId}`,
    participants: `${tag}:p:${meetingId}`,
    seats: `${tag}:seats:${meetingId}`,
    reservation: `${tag}:id:${meetingId}`,
    due: `${tag}:due`,
  } as const
}

export const shards = Array.from({ length: shardCount }, (_, shard) => ({
  due: `${tagOf(shard)}:due`,
  meetingPrefix: `${tagOf(shard)}:m:`,
}))
