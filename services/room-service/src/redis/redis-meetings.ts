import type { Permissions, Role } from '@runde/contracts/meetings'
import { everything } from '@runde/contracts/permissions'
import { onRedis } from '@runde/service-kit/redis'
import type { Redis } from 'ioredis'
import { type Clock, redisClock } from '../ports/clock.ts'
import type { Admitted, Created, MeetingCommit, Meetings } from '../ports/meetings.ts'
import { evolve } from '../state/meeting-machine.ts'
import type { MeetingState } from '../state/meeting-state.ts'
import { isStale } from '../state/recovery-record.ts'
import { creationPatience, nextWake, reconcileEvery, warningsPast, watchAfterAdmission, watchAfterPresence } from '../state/wake.ts'
import { changedFields, fieldNames, letterOf, readFields, writeFields } from './fields.ts'
import { idempotencyKey, keysOf, keysOfShard, prefixesForCommit, shardOf } from './keys.ts'
import { redisAudit } from './redis-audit.ts'
import { redisBans } from './redis-bans.ts'
import { redisChat } from './redis-chat.ts'
import { redisLobby } from './redis-lobby.ts'
import { redisOutbox } from './redis-outbox.ts'
import { redisParticipants } from './redis-participants.ts'
import { loadScript } from './scripts.ts'
import { value } from './value.ts'

/** Seconds that a meeting stays findable after its end, so that its link says "ended" rather than "unknown". */
export const keepAfterEnd = 86_400
/** Milliseconds that a seat is kept for somebody who has a token and has not connected. */
export const seatPatience = 60_000
/** Milliseconds that a place in the lobby is kept for somebody who does not ask again; hidden pages ask once a minute. */
export const lobbyPatience = 150_000
/** People who can wait in one lobby. */
export const lobbyPlaces = 200
/** Milliseconds for which a due meeting belongs to the replica that took it. */
const claimLease = 3_000
/** The same for one whose hour has come: an end that failed shall not be late. */
const expiredLease = 1_000

export interface RedisMeetingsOptions {
  readonly redis: Redis
  readonly clock?: Clock
  /** Told of each shard whose outbox has just got an entry by this replica. */
  readonly onOutbox?: (shard: number) => void
}

const finite = (wake: number) => (Number.isFinite(wake) ? wake : 'inf')

const isClosed = ({ status }: MeetingState) => status === 'ending' || status === 'ended'

/** When the store forgets the meeting, Unix milliseconds; 0: as it was. Whoever ends at their hour is forgotten when they would have been anyway. */
const keepUntil = (before: MeetingState, after: MeetingState, now: number): number => {
  const until = isClosed(after) && !isClosed(before) ? Math.min(now, after.expires_at) : after.expires_at
  return until === before.expires_at ? 0 : until + keepAfterEnd * 1_000
}

/** What `commit.lua` takes of a commit: the decision, which others may share, and the meeting. */
const commitBlock = ({ found: { state, now }, changes, before = 0, seats }: MeetingCommit) => {
  const after = changes.reduce(evolve, state)
  const fields = changedFields(state, after)
  const events = changes.map((change) => JSON.stringify(change))
  const rules = [before, finite(nextWake(after, now)), seats ?? 'keep', isStale(state, after) ? 1 : 0]
  const decision = [...rules, fields.length, ...fields, events.length, ...events]
  return { after, decision, meeting: [state.meeting_id, state.version, keepUntil(state, after, now)] }
}

type Drafted = Pick<
  MeetingState,
  'meeting_id' | 'name' | 'max_participants' | 'lobby' | 'passcode_hash' | 'encrypted' | 'warned' | 'host_keys'
>

const readCreated = (draft: Drafted, reply: unknown): Created => {
  const [outcome, ...rest] = reply as [Created['outcome'], ...(string | number)[]]
  if (outcome === 'taken') return { outcome }
  if (outcome === 'repeated') {
    const [fingerprint = '', meeting_id = '', created, expires] = String(rest[0]).split(' ')
    return { outcome, first: { fingerprint, meeting_id, created_at: Number(created), expires_at: Number(expires) } }
  }
  const [now, expires_at] = rest.map(Number) as [number, number]
  const fresh = { status: 'creating', version: 1, room_sid: '', locked: false, permissions: everything } as const
  const state: MeetingState = { ...draft, ...fresh, created_at: now, expires_at }
  return { outcome, found: { state, now, connected: 0, watched_until: 0 } }
}

/** The meetings in Redis: a hash each, changed by the scripts of `lua/` alone. */
export const redisMeetings = ({ redis, clock = redisClock, onOutbox = () => {} }: RedisMeetingsOptions): Meetings => {
  const script = loadScript(redis, clock)
  const createMeeting = script('create-meeting')
  const commit = script('commit')
  const restoreMeeting = script('restore-meeting')
  const admitParticipant = script('admit-participant')
  const claimDue = script('claim-due')
  const reschedule = script('reschedule')

  const commitAll: Meetings['commitAll'] = async (commits) => {
    const [first] = commits
    if (!first) return []
    const shard = shardOf(first.found.state.meeting_id)
    const { due, outbox } = keysOfShard(shard)
    const prefixes = prefixesForCommit(shard)
    const blocks = commits.map(commitBlock)
    const alike = [...Map.groupBy(blocks, ({ decision }) => JSON.stringify(decision)).values()]
    const args = alike.flatMap((some) => [...(some[0]?.decision ?? []), some.length, ...some.flatMap(({ meeting }) => meeting)])
    const written = (await commit([due, outbox], [seatPatience, reconcileEvery, prefixes.length, ...prefixes, ...args])) as number[]
    onOutbox(shard)
    const stored = new Set(alike.flat().filter((_, at) => written[at] === 1))
    return blocks.map((block) => (stored.has(block) ? block.after : undefined))
  }

  return {
    ...redisParticipants({ redis, script, onOutbox, seatPatience }),
    ...redisBans({ redis, script }),
    ...redisLobby({ redis, script, onOutbox }),
    ...redisChat({ redis, script, onOutbox }),
    ...redisAudit(redis),
    ...redisOutbox(redis),
    async create({ meeting_id, name, max_participants, expires_in, lobby, passcode_hash, encrypted, host_key_hash, idempotency }) {
      const { meeting, due, outbox, shard } = keysOf(meeting_id)
      const warned = warningsPast(expires_in * 1_000)
      const once = idempotency ? [idempotencyKey(idempotency.hash)] : []
      const settings = [meeting_id, name, max_participants, expires_in, keepAfterEnd, warned, creationPatience]
      const keeping = [idempotency?.fingerprint ?? '', idempotency?.keep ?? 0, keysOfShard(shard).prefixes.meeting]
      const admission = [host_key_hash, lobby ? 1 : 0, passcode_hash, encrypted ? 1 : 0]
      const reply = await createMeeting([meeting, due, outbox, ...once], [...settings, ...keeping, ...admission])
      onOutbox(shard)
      const drafted = { meeting_id, name, max_participants, lobby, passcode_hash, encrypted, warned, host_keys: [host_key_hash] }
      return readCreated(drafted, reply)
    },
    find: (id) =>
      onRedis(redis, 'find-meeting', async () => {
        const { meeting, seats } = keysOf(id)
        const results = await redis
          .pipeline()
          .hmget(meeting, ...fieldNames)
          .zcount(seats, '+inf', '+inf')
          .time()
          .exec()
        const [seconds, micros] = value(results, 2) as [number | string, number | string]
        const now = Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000) + clock.offset()
        return readFields(id, value(results, 0) as (string | null)[], now, Number(value(results, 1)))
      }),
    commit: async (found, changes, options) => (await commitAll([{ found, changes, ...options }]))[0],
    commitAll,
    async restore(state) {
      const { meeting, due, outbox, shard } = keysOf(state.meeting_id)
      const event = JSON.stringify({ type: 'meeting_restored', room_sid: state.room_sid })
      const rules = [state.expires_at + keepAfterEnd * 1_000, watchAfterAdmission, state.version, event]
      const restored = await restoreMeeting([meeting, due, outbox], [state.meeting_id, ...rules, ...writeFields(state)])
      if (restored === 1) onOutbox(shard)
      return restored === 1
    },
    async admit({ meeting_id, display_name, candidate, presented, host = false, browser = '', passcode_hash = '' }) {
      const { meeting, participants, seats, due, bans, lobby, outbox, shard } = keysOf(meeting_id)
      const sessions = [candidate.participant_id, candidate.session_hash, presented?.participant_id ?? '', presented?.session_hash ?? '']
      const times = [seatPatience, watchAfterAdmission, reconcileEvery]
      const who = [meeting_id, display_name, ...sessions]
      const credentials = [host ? 1 : 0, browser, passcode_hash]
      const keys = [meeting, participants, seats, due, bans, lobby, outbox]
      const reply = await admitParticipant(keys, [...who, ...times, ...credentials, lobbyPatience, lobbyPlaces])
      const [outcome, participant_id, returned, last, own, hand] = reply as [Admitted['outcome'], string, number, string, string, string]
      const returning = returned === 1
      if (outcome === 'admitted') {
        const permissions = JSON.parse(own || '{}') as Partial<Permissions>
        const role = (last || 'participant') as Role
        return { outcome, participant_id, returning, role, permissions, ...(hand && { hand: Number(hand) }) }
      }
      if (outcome !== 'waiting') return { outcome }
      if (!returning) onOutbox(shard)
      return { outcome, participant_id, returning, since: Number(last) }
    },
    async claimDue(shard, limit) {
      const { due, prefixes } = keysOfShard(shard)
      const reply = (await claimDue([due], [limit, claimLease, expiredLease, prefixes.meeting, prefixes.seats, ...fieldNames])) as [
        number,
        ...[string, number, (string | null)[]][],
      ]
      const [now, ...claimed] = reply
      return claimed.flatMap(([id, connected, fields]) => readFields(id, fields, now, connected) ?? [])
    },
    async reschedule({ state, now }, { present = false } = {}) {
      const { meeting, due } = keysOf(state.meeting_id)
      const seen = [letterOf[state.status], state.version]
      const rules = [finite(nextWake(state, now)), present ? watchAfterPresence : 0, reconcileEvery, now]
      await reschedule([meeting, due], [state.meeting_id, ...seen, ...rules])
    },
    statuses: (ids) =>
      onRedis(redis, 'meeting-statuses', async () => {
        const pipeline = redis.pipeline()
        for (const id of ids) pipeline.hmget(keysOf(id).meeting, ...fieldNames)
        const results = await pipeline.exec()
        return ids.map((id, at) => readFields(id, value(results, at) as (string | null)[], 0, 0)?.state.status)
      }),
    answers: () =>
      onRedis(redis, 'ping', () => redis.ping()).then(
        () => true,
        () => false,
      ),
  }
}

/** A caller's key draws its meeting into the shard of the key, so that both can be written in one go. */
export const fitsKey = (meetingId: string, keyHash: string): boolean => shardOf(meetingId) === shardOf(keyHash)
