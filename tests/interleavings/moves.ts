import type { LivekitEvent } from '@runde/contracts/livekit-events'
import { keysOf } from '@runde/room-service/redis/keys'
import type { Move } from './fault-profile.ts'
import { recordLoss } from './ledger.ts'
import { operations } from './operations.ts'
import type { SeedWorld } from './seed-world.ts'
import type { Tasks, Work } from './tasks.ts'

/** Jumps in steps of seven seconds: up to a day and a half. */
const jumps = [1, 1, 1, 1, 2, 2, 4, 4, 6, 6, 9, 9, 13, 13, 18, 60, 103, 520, 18_000] as const

/** Hands a webhook to a replica; it comes again until it has been taken in, and sometimes afterwards. */
export const delivery = (world: SeedWorld, event: LivekitEvent, repeated: boolean): Work<unknown> => ({
  kind: 'deliver',
  run: (replica, task) => replica.consume(task, event),
  done: () => {
    if (repeated) world.livekit.webhooks.push(event)
  },
  failed: (code) => {
    if (code !== 'unavailable' && code !== 'died') world.ledger.violations.push(`a webhook was refused for good: ${code}`)
    world.livekit.webhooks.push(event)
  },
})

const rounds = (shard: number): readonly Work<unknown>[] => [
  { kind: 'relay', run: (replica, task) => replica.relay(task, shard) },
  { kind: 'sweep', run: (replica, task) => replica.sweep(task, shard) },
]
const recovery: Work<unknown> = { kind: 'recover', run: (replica, task) => replica.recover(task) }

/** One round of everything that the replicas do without being asked. */
export const everyRound = (world: SeedWorld): readonly Work<unknown>[] => [...world.shards().flatMap(rounds), recovery]

/** Redis loses a meeting with all that belongs to it; the first answers to keys stay or go with it. */
const loseMeeting = async (world: SeedWorld, meetingId: string) => {
  const { redis, ledger } = world
  const { meeting, seats, participants, lobby, due, outbox } = keysOf(meetingId)
  recordLoss(ledger, world.snapshot(), meetingId)
  const waiting = (await redis.xrange(outbox, '-', '+')).flatMap(([id, pairs]) => (pairs[1] === meetingId ? [id] : []))
  await redis.del(meeting, seats, participants, lobby)
  await redis.zrem(due, meetingId)
  if (waiting.length > 0) await redis.xdel(outbox, ...waiting)
  await world.happened('redis loses', meetingId)
}

/** What happens by itself, or is asked for; each answers without an effect when there is nothing it could happen to. */
export const moves = (world: SeedWorld, tasks: Tasks): Readonly<Record<Move, () => void | Promise<void>>> => {
  const { random, livekit, ledger, clock } = world
  const nextOperation = operations(world)
  const someRoom = () => {
    const ours = [...livekit.standing().keys()].filter((name) => ledger.drawn.has(name))
    return ours.length > 0 ? random.pick(ours) : undefined
  }
  const start = (work: Work<unknown> | undefined) => {
    if (work) tasks.start(random.pick(tasks.replicas()), work)
  }
  /** A webhook that no longer waits, from anywhere in the queue. */
  const someWebhook = () => livekit.webhooks.splice(random.integer(livekit.webhooks.length), 1)[0]

  return {
    operation: () => start(nextOperation()),
    round: () => {
      const all = everyRound(world)
      start(random.pick(all))
    },
    deliver: () => {
      const event = someWebhook()
      if (event) start(delivery(world, event, random.chance(0.15)))
    },
    connect: async () => {
      const valid = ledger.tickets.filter(({ valid_until }) => valid_until > clock.now())
      if (valid.length === 0) return
      const { meeting_id, participant_id, display_name, permissions } = random.pick(valid)
      const entered = livekit.connect(meeting_id, { participant_id, display_name, permissions })
      await world.happened(entered ? 'connects' : 'is not let in by LiveKit', `${participant_id} ${meeting_id}`)
    },
    disconnect: async () => {
      const room = someRoom()
      const inside = room === undefined ? [] : [...(livekit.standing().get(room)?.people.keys() ?? [])]
      if (room === undefined || inside.length === 0) return
      const who = random.pick(inside)
      livekit.disconnect(room, who)
      await world.happened('leaves', `${who} ${room}`)
    },
    'lose-webhook': async () => {
      const event = someWebhook()
      if (event) await world.happened('webhook lost', `${event.type} ${event.meeting_id} ${event.participant?.participant_id ?? ''}`)
    },
    'lose-room': async () => {
      const room = someRoom()
      if (room === undefined) return
      const quietly = random.chance(0.6)
      if (quietly) livekit.lose(room)
      else livekit.close(room)
      await world.happened(quietly ? 'livekit loses' : 'livekit closes', room)
    },
    jump: async () => {
      const sevens = random.pick(jumps)
      clock.jump(sevens)
      await world.happened('clock jumps', `${sevens * 7} s`)
    },
    freeze: async () => {
      livekit.freeze()
      await world.happened('livekit tells old news', '')
    },
    thaw: async () => {
      livekit.thaw()
      await world.happened('livekit tells the truth', '')
    },
    'lose-meeting': async () => {
      const stored = [...world.snapshot()].flatMap(([id, { state }]) => (state ? [id] : []))
      if (stored.length > 0) await loseMeeting(world, random.pick(stored))
    },
  }
}
