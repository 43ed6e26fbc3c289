import type { Meetings } from '@runde/room-service/ports/meetings'
import { keysOf } from '@runde/room-service/redis/keys'
import type { Sabotage } from './seed-world.ts'

const broken =
  (change: (meetings: Meetings, redis: Parameters<Sabotage>[1]) => Partial<Meetings>): Sabotage =>
  (ports, redis) => ({ ...ports, meetings: { ...ports.meetings, ...change(ports.meetings, redis) } })

let serial = 0

/** The protocol, each time without one of the things that make it right. The interleavings must notice every one of them. */
export const sabotages: Readonly<Record<string, Sabotage>> = {
  'changes are written whatever was written meanwhile': broken((meetings) => ({
    async commit(found, changes, options) {
      const current = await meetings.find(found.state.meeting_id)
      const state = { ...found.state, version: current?.state.version ?? 0 }
      return meetings.commit({ ...found, state }, changes, options)
    },
  })),
  'people are admitted without counting the seats': broken((meetings, redis) => ({
    async admit(request) {
      const { meeting } = keysOf(request.meeting_id)
      const seats = await redis.hget(meeting, 'x')
      if (seats !== null) await redis.hset(meeting, 'x', 1_000)
      const admitted = await meetings.admit(request)
      if (seats !== null) await redis.hset(meeting, 'x', seats)
      return admitted
    },
  })),
  'whoever waits gets in by asking again': broken((meetings, redis) => ({
    async admit(request) {
      const { meeting, lobby: places } = keysOf(request.meeting_id)
      const lobby = await redis.hget(meeting, 'b')
      const again = request.presented && (await redis.zscore(places, request.presented.participant_id))
      if (lobby && again) await redis.hset(meeting, 'b', 0)
      const admitted = await meetings.admit(request)
      if (lobby && again) await redis.hset(meeting, 'b', lobby)
      return admitted
    },
  })),
  'events are forgotten before they are published': broken((meetings) => ({
    async outbox(shard, limit) {
      const entries = await meetings.outbox(shard, limit)
      await meetings.published(
        shard,
        entries.map(({ id }) => id),
      )
      return entries
    },
  })),
  'events are published without an id': (ports) => ({
    ...ports,
    bus: { publish: (stream, message, { subject }, call) => ports.bus.publish(stream, message, { subject, id: `${++serial}` }, call) },
  }),
  'a key of a request is not looked at': broken((meetings) => ({
    create: ({ idempotency: _, ...draft }) => meetings.create(draft),
  })),
  'whoever connects with an older token keeps what it grants': (ports) => ({ ...ports, rooms: { ...ports.rooms, permit: async () => {} } }),
  'a lost meeting stays lost': broken(() => ({ restore: async () => false })),
  'whatever is due is looked at once': broken((meetings, redis) => ({
    async claimDue(shard, limit) {
      const claimed = await meetings.claimDue(shard, limit)
      for (const { state } of claimed) await redis.zrem(keysOf(state.meeting_id).due, state.meeting_id)
      return claimed
    },
  })),
}
