import type { FoundMeeting, Meetings } from '@runde/room-service/ports/meetings'
import { idempotencyKey, keysOf, keysOfShard, shardOf } from '@runde/room-service/redis/keys'
import { fitsKey, redisMeetings, seatPatience } from '@runde/room-service/redis/redis-meetings'
import { newMeetingId } from '@runde/room-service/state/new-meeting-id'
import { nextWake, reconcileEvery } from '@runde/room-service/state/wake'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Servers, startServers } from '../support/servers.ts'

/** The store's own clock is Redis's; this is added to it. */
let jumped = 0
let servers: Servers
let redis: Redis
let meetings: Meetings

beforeAll(async () => {
  servers = await startServers()
  redis = new Redis(servers.redisUrl)
  meetings = redisMeetings({ redis, clock: { offset: () => jumped } })
})
afterAll(async () => {
  redis.disconnect()
  await servers[Symbol.asyncDispose]()
})

const day = 86_400
const host_key_hash = 'hash-of-the-host-key'
const create = async (
  more: {
    meeting_id?: string
    expires_in?: number
    max_participants?: number
    name?: string
    lobby?: boolean
    passcode_hash?: string
  } = {},
): Promise<FoundMeeting> => {
  const created = await meetings.create({
    meeting_id: newMeetingId(),
    name: '',
    max_participants: 50,
    expires_in: day,
    lobby: false,
    encrypted: false,
    passcode_hash: '',
    host_key_hash,
    ...more,
  })
  if (created.outcome !== 'created') throw new Error(created.outcome)
  return created.found
}
const open = async (more: Parameters<typeof create>[0] = {}): Promise<FoundMeeting> => {
  const found = await create(more)
  const state = await meetings.commit(found, [{ type: 'meeting_opened', room_sid: 'RM_1' }])
  if (!state) throw new Error('not opened')
  return { ...found, state }
}
const again = async ({ state }: FoundMeeting): Promise<FoundMeeting> => {
  const found = await meetings.find(state.meeting_id)
  if (!found) throw new Error('the meeting is gone')
  return found
}
const guest = (n: number) => ({ participant_id: `guest-${n}`, session_hash: `hash-${n}` })
const admit = ({ state }: FoundMeeting, n: number) =>
  meetings.admit({ meeting_id: state.meeting_id, display_name: `Guest ${n}`, candidate: guest(n) })
const connect = async ({ state }: FoundMeeting, n: number, connected = true) => {
  const stored = await meetings.participant(state.meeting_id, `guest-${n}`)
  if (!stored) throw new Error('nobody')
  const record = { ...stored.record, connection: { sid: `PA_${n}`, joined_at: 1, connected } }
  return meetings.replaceParticipant(stored, record, connected ? 'occupy' : 'free')
}
const eventsOf = async ({ state }: FoundMeeting) => {
  const entries = await meetings.outbox(keysOf(state.meeting_id).shard, 10_000)
  return entries.filter(({ meeting_id }) => meeting_id === state.meeting_id).map(({ version, change }) => `${version} ${change.type}`)
}
const dueAt = async ({ state }: FoundMeeting) => Number(await redis.zscore(keysOf(state.meeting_id).due, state.meeting_id))

describe('a change', () => {
  test('is written once, by whoever was first', async () => {
    const found = await create()
    const changes = [{ type: 'meeting_opened', room_sid: 'RM_1' }] as const
    const written = await Promise.all(Array.from({ length: 20 }, () => meetings.commit(found, changes)))
    expect(written.filter(Boolean)).toHaveLength(1)
    expect(await again(found)).toMatchObject({ state: { status: 'open', version: 2, room_sid: 'RM_1' } })
    expect(await eventsOf(found)).toEqual(['1 meeting_created', '2 meeting_opened'])
  })

  test('whose time is over is not written', async () => {
    const found = await open()
    expect(await meetings.commit(found, [{ type: 'room_replaced', room_sid: 'RM_2' }], { before: found.now - 1 })).toBeUndefined()
    expect(await again(found)).toMatchObject({ state: { version: 2, room_sid: 'RM_1' } })
  })

  test('of somebody coming or going counts as well; a new connection of somebody who is there does not', async () => {
    const found = await open()
    await admit(found, 1)
    expect(await connect(found, 1)).toBe(true)
    expect(await connect(found, 1)).toBe(true)
    expect(await connect(found, 1, false)).toBe(true)
    expect((await eventsOf(found)).slice(2)).toEqual(['3 participant_joined', '4 participant_left'])
    expect(await again(found)).toMatchObject({ connected: 0, state: { version: 4 } })
  })

  test('reads back as it was written', async () => {
    const found = await open({ name: 'Wochenplanung 📅', max_participants: 7, expires_in: 300 })
    expect((await again(found)).state).toEqual(found.state)
    expect(found.state).toMatchObject({ name: 'Wochenplanung 📅', max_participants: 7, warned: 1 })
  })
})

describe('seats', () => {
  test('an unused one is free again after a minute, a used one is not', async () => {
    const found = await open({ max_participants: 2 })
    await admit(found, 1)
    await admit(found, 2)
    await connect(found, 1)
    expect(await admit(found, 3)).toEqual({ outcome: 'meeting_full' })
    jumped += seatPatience
    expect(await admit(found, 3)).toMatchObject({ outcome: 'admitted' })
    expect(await admit(found, 4)).toEqual({ outcome: 'meeting_full' })
  })

  test('whoever was coming back and did not come has left, and their hand is down', async () => {
    const found = await open()
    await admit(found, 1)
    await meetings.raiseHand(found.state.meeting_id, 'guest-1', true)
    expect(await admit(found, 1)).toMatchObject({ hand: expect.any(Number) })
    jumped += seatPatience
    expect(await admit(found, 1)).not.toHaveProperty('hand')
  })

  test('the same candidate twice is one admission', async () => {
    const found = await open({ max_participants: 2 })
    expect(await admit(found, 1)).toEqual({
      outcome: 'admitted',
      participant_id: 'guest-1',
      returning: false,
      role: 'participant',
      permissions: {},
    })
    expect(await admit(found, 1)).toEqual({
      outcome: 'admitted',
      participant_id: 'guest-1',
      returning: true,
      role: 'participant',
      permissions: {},
    })
    expect(await admit(found, 2)).toMatchObject({ outcome: 'admitted' })
  })

  test('a person who was seen inside without being known goes on being connected when admitted', async () => {
    const found = await open()
    const { meeting_id } = found.state
    const connection = { sid: 'PA_1', joined_at: 1, connected: true }
    const stranger = { meeting_id, participant_id: 'guest-1', raw: '', record: { name: 'Guest 1', session: '', admitted_at: 0 } }
    expect(await meetings.replaceParticipant(stranger, { ...stranger.record, connection }, 'occupy')).toBe(true)
    expect(await admit(found, 1)).toMatchObject({ outcome: 'admitted', participant_id: 'guest-1' })
    expect((await meetings.participant(meeting_id, 'guest-1'))?.record).toMatchObject({ session: 'hash-1', connection })
  })

  test('of a room that is gone are kept for a minute', async () => {
    const found = await open({ max_participants: 2 })
    for (const n of [1, 2]) {
      await admit(found, n)
      await connect(found, n)
    }
    const current = await again(found)
    await meetings.commit(current, [{ type: 'room_replaced', room_sid: 'RM_2' }], { seats: 'hold' })
    expect(await again(found)).toMatchObject({ connected: 0 })
    expect(await admit(found, 3)).toEqual({ outcome: 'meeting_full' })
    jumped += seatPatience
    expect(await admit(found, 3)).toMatchObject({ outcome: 'admitted' })
  })
})

describe('the chat', () => {
  test('keeps the latest thousand messages', async () => {
    const { state } = await open()
    const said = Array.from({ length: 1_010 }, (_, n) => `message ${n}`)
    // Nobody may send more than ten in ten seconds.
    for (const [n, body] of said.entries()) {
      const message = { participant_id: `guest-${n % 200}`, display_name: 'Guest', key: `${n}`, sealed: false, body }
      expect(await meetings.sendMessage(state.meeting_id, message)).toMatchObject({ outcome: 'sent' })
    }
    expect((await meetings.messages(state.meeting_id, 2_000)).map(({ body }) => body)).toEqual(said.slice(10))
  })
})

describe('what is due', () => {
  const claim = async ({ state }: FoundMeeting) => {
    const claimed = await meetings.claimDue(keysOf(state.meeting_id).shard, 1_000)
    return claimed.some((one) => one.state.meeting_id === state.meeting_id)
  }

  test('is had by one replica, and by another when that has not dealt with it', async () => {
    const found = await open({ expires_in: 60 })
    expect(await claim(found)).toBe(false)
    jumped += 60_000
    expect(await Promise.all([claim(found), claim(found), claim(found)])).toEqual([true, false, false])
    jumped += 10_001
    expect(await claim(found)).toBe(true)
  })

  test('is looked at when it must be, and every half minute while somebody may be inside', async () => {
    const found = await open()
    expect(await dueAt(found)).toBe(nextWake(found.state, found.now))
    await admit(found, 1)
    const { now, state } = await again(found)
    expect(Math.abs((await dueAt(found)) - now - reconcileEvery)).toBeLessThan(5_000)
    // Nobody has been admitted for long: only the meeting's own needs count.
    jumped += 3_600_000
    const later = await again(found)
    await meetings.reschedule(later)
    expect(await dueAt(found)).toBe(nextWake(state, later.now))
  })

  test('an ended meeting is never due', async () => {
    const found = await open({ expires_in: 60 })
    jumped += 60_000
    await meetings.commit(await again(found), [{ type: 'meeting_ending', reason: 'expired' }, { type: 'meeting_ended' }], {
      seats: 'clear',
    })
    expect(await redis.zscore(keysOf(found.state.meeting_id).due, found.state.meeting_id)).toBeNull()
  })
})

test('changes of many meetings in one go are each written or not, alike or not', async () => {
  /** All of them in one shard. */
  const beside = (shard: number) => {
    let meeting_id = newMeetingId()
    while (shardOf(meeting_id) !== shard) meeting_id = newMeetingId()
    return open({ meeting_id })
  }
  const first = await open()
  const { shard } = keysOf(first.state.meeting_id)
  const others = await Promise.all(Array.from({ length: 5 }, () => beside(shard)))
  const [same, stale, named, alike, early] = others as [FoundMeeting, FoundMeeting, FoundMeeting, FoundMeeting, FoundMeeting]
  await meetings.commit(stale, [{ type: 'meeting_changed', locked: true }])
  const ending = [{ type: 'meeting_ending', reason: 'ended' }] as const
  const called = (name: string) => [{ type: 'meeting_changed', name }] as const
  const after = await meetings.commitAll([
    { found: first, changes: ending },
    { found: named, changes: called('a 1 b') },
    { found: stale, changes: ending },
    { found: same, changes: ending },
    { found: early, changes: called('late'), before: 1 },
    { found: alike, changes: called('a') },
  ])
  expect(after.map((state) => state && [state.status, state.name])).toEqual([
    ['ending', ''],
    ['open', 'a 1 b'],
    undefined,
    ['ending', ''],
    undefined,
    ['open', 'a'],
  ])
  const stored = await Promise.all([first, named, stale, same, early, alike].map(again))
  expect(stored.map(({ state }) => [state.status, state.name, state.version])).toEqual([
    ['ending', '', 3],
    ['open', 'a 1 b', 3],
    ['open', '', 3],
    ['ending', '', 3],
    ['open', '', 2],
    ['open', 'a', 3],
  ])
  expect(await eventsOf(same)).toEqual(['1 meeting_created', '2 meeting_opened', '3 meeting_ending'])
  expect(await eventsOf(early)).toEqual(['1 meeting_created', '2 meeting_opened'])
})

describe('who may come in', () => {
  const idOf = ({ state }: FoundMeeting) => state.meeting_id
  const admitAs = (found: FoundMeeting, n: number, more: { host?: boolean; browser?: string; presented?: ReturnType<typeof guest> }) =>
    meetings.admit({ meeting_id: idOf(found), display_name: `Guest ${n}`, candidate: guest(n), ...more })

  test('into a locked meeting come hosts, and whoever was in it before', async () => {
    const found = await open()
    await admit(found, 1)
    await meetings.commit(await again(found), [{ type: 'meeting_changed', locked: true }])
    expect(await admit(found, 2)).toEqual({ outcome: 'meeting_locked' })
    expect(await admitAs(found, 3, { presented: guest(1) })).toMatchObject({
      outcome: 'admitted',
      participant_id: 'guest-1',
      returning: true,
    })
    expect(await admitAs(found, 4, { host: true })).toMatchObject({ outcome: 'admitted', role: 'host' })
  })

  test('a role stays with its participant until it is taken back', async () => {
    const found = await open()
    await admitAs(found, 1, { host: true })
    expect(await admit(found, 1)).toMatchObject({ role: 'host' })
    await admit(found, 2)
    expect(await meetings.setRole(idOf(found), 'guest-2', 'co_host')).toBe(true)
    expect(await admit(found, 2)).toMatchObject({ role: 'co_host' })
    expect(await meetings.setRole(idOf(found), 'guest-2', 'participant')).toBe(true)
    expect(await admit(found, 2)).toMatchObject({ role: 'participant' })
    expect(await meetings.setRole(idOf(found), 'guest-9', 'co_host')).toBe(false)
  })

  test('whoever is banned comes back neither as themselves nor in their browser, and has no role left', async () => {
    const found = await open()
    await admitAs(found, 1, { browser: 'firefox' })
    await meetings.setRole(idOf(found), 'guest-1', 'co_host')
    expect(await meetings.ban(idOf(found), 'guest-1')).toBe(true)
    expect(await meetings.ban(idOf(found), 'guest-9')).toBe(false)
    expect(await admit(found, 1)).toEqual({ outcome: 'banned' })
    expect(await admitAs(found, 2, { browser: 'firefox' })).toEqual({ outcome: 'banned' })
    expect(await admitAs(found, 3, { presented: guest(1) })).toEqual({ outcome: 'banned' })
    expect(await admitAs(found, 4, { browser: 'safari' })).toMatchObject({ outcome: 'admitted' })
    expect(await meetings.banned(idOf(found), ['guest-1', 'guest-4'])).toEqual(['guest-1'])
    expect(await meetings.bans(idOf(found))).toEqual([{ participant_id: 'guest-1', display_name: 'Guest 1' }])
    expect(await admitAs(found, 1, { host: true, browser: 'firefox' })).toMatchObject({ outcome: 'admitted', role: 'host' })
    expect(await meetings.unban(idOf(found), 'guest-1')).toBe(true)
    expect(await meetings.unban(idOf(found), 'guest-1')).toBe(false)
    expect(await admitAs(found, 2, { browser: 'firefox' })).toMatchObject({ outcome: 'admitted', role: 'participant' })
  })

  test('bans and audit last as long as the meeting, also when its end is moved', async () => {
    const found = await open()
    await admit(found, 1)
    await meetings.ban(idOf(found), 'guest-1')
    await meetings.recordOrder(idOf(found), { actor: { role: 'host' }, order: 'remove', details: { participant_id: 'guest-1' } })
    const kept = await again(found)
    await meetings.commit(kept, [{ type: 'meeting_extended', expires_at: kept.state.expires_at + 500_000, warned: 0 }])
    const { meeting, bans, audit } = keysOf(idOf(found))
    const ends = await Promise.all([meeting, bans, audit].map((key) => redis.pexpiretime(key)))
    expect(new Set(ends).size).toBe(1)
    expect(ends[0]).toBe(kept.state.expires_at + 500_000 + day * 1_000)
    expect(await meetings.orders(idOf(found))).toMatchObject([{ order: 'remove', actor: { role: 'host' } }])
  })
})

describe('an idempotency key', () => {
  const keyed = (hash: string, fingerprint = 'same') => {
    let meeting_id = newMeetingId()
    while (!fitsKey(meeting_id, hash)) meeting_id = newMeetingId()
    return meetings.create({
      meeting_id,
      name: '',
      max_participants: 50,
      expires_in: day,
      lobby: false,
      encrypted: false,
      passcode_hash: '',
      host_key_hash,
      idempotency: { hash, fingerprint, keep: day },
    })
  }

  test('makes one meeting, however many ask at once', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => keyed('fifty')))
    const created = answers.filter(({ outcome }) => outcome === 'created')
    expect(created).toHaveLength(1)
    const ids = answers.map((one) =>
      one.outcome === 'created' ? one.found.state.meeting_id : one.outcome === 'repeated' && one.first.meeting_id,
    )
    expect(new Set(ids).size).toBe(1)
  })

  test('whose meeting came to nothing makes another', async () => {
    const first = await keyed('abandoned')
    if (first.outcome !== 'created') throw new Error(first.outcome)
    await meetings.commit(first.found, [{ type: 'meeting_ending', reason: 'abandoned' }])
    expect((await keyed('abandoned')).outcome).toBe('created')
  })

  test('stands beside its meeting, for a day', async () => {
    await keyed('beside')
    const ttl = await redis.ttl(idempotencyKey('beside'))
    expect(ttl).toBeGreaterThan(day - 60)
    expect(idempotencyKey('beside')).toContain(`{s${shardOf('beside')}}`)
  })
})

describe('keys', () => {
  test('expire by themselves a day after the end, wherever that is moved to', async () => {
    const found = await open({ expires_in: 3_600 })
    await admit(found, 1)
    const { meeting, participants, seats } = keysOf(found.state.meeting_id)
    const ends = async () => Promise.all([meeting, participants, seats].map((key) => redis.pexpiretime(key)))
    const first = found.state.expires_at + day * 1_000
    expect(await ends()).toEqual([first, first, first])
    const expires_at = found.state.expires_at + 7_200_000
    await meetings.commit(await again(found), [{ type: 'meeting_extended', expires_at, warned: 0 }])
    expect(new Set(await ends())).toEqual(new Set([expires_at + day * 1_000]))
    await meetings.commit(await again(found), [{ type: 'meeting_ending', reason: 'ended' }])
    expect(Math.max(...(await ends()))).toBeLessThan(Date.now() + jumped + day * 1_000 + 60_000)
  })

  test('of one that ends and has ended in one write stay for a day, but for its seats and what was said', async () => {
    const found = await open({ expires_in: 60 })
    await admit(found, 1)
    const { meeting, participants, seats, chat } = keysOf(found.state.meeting_id)
    const message = { participant_id: 'guest-1', display_name: 'Guest 1', key: 'a', sealed: false, body: 'unter uns' }
    await meetings.sendMessage(found.state.meeting_id, message)
    jumped += 61_000
    const [after] = await meetings.commitAll([
      { found: await again(found), changes: [{ type: 'meeting_ending', reason: 'expired' }, { type: 'meeting_ended' }], seats: 'clear' },
    ])
    expect(after).toMatchObject({ status: 'ended', version: found.state.version + 3 })
    const end = found.state.expires_at + day * 1_000
    expect(await Promise.all([meeting, participants].map((key) => redis.pexpiretime(key)))).toEqual([end, end])
    expect(await redis.exists(seats, chat)).toBe(0)
    expect((await eventsOf(found)).slice(2)).toEqual(['3 message_sent', '4 meeting_ending', '5 meeting_ended'])
  })

  test('nothing looks through all keys, and nothing but sorted sets, streams and leases outlives the meetings', async () => {
    const stats = await redis.info('commandstats')
    expect(stats).not.toMatch(/cmdstat_(scan|keys|hscan|sscan|zscan):/)
    const lasting: string[] = []
    for (const key of await redis.keys('*')) if ((await redis.pttl(key)) < 0) lasting.push(key)
    expect(lasting.filter((key) => !/^\{s\d+\}:(due|out)$/.test(key))).toEqual([])
  })

  test('an outbox keeps what is not published, in order', async () => {
    const found = await open()
    const { shard } = keysOf(found.state.meeting_id)
    const entries = (await meetings.outbox(shard, 10_000)).filter(({ meeting_id }) => meeting_id === found.state.meeting_id)
    await meetings.published(shard, [entries[0]?.id ?? ''])
    expect(await eventsOf(found)).toEqual(['2 meeting_opened'])
    expect(await redis.type(keysOfShard(shard).outbox)).toBe('stream')
  })
})
