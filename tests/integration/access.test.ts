import { randomUUID } from 'node:crypto'
import { mintToken } from '@runde/contracts/tokens'
import { type NatsUserName, natsUserNames } from '@runde/deploy/access/nats-users'
import { type RedisUserName, redisUserNames } from '@runde/deploy/access/redis-users'
import { keysOf } from '@runde/room-service/redis/keys'
import { counting } from '@runde/service-kit/bus-suite-values'
import { within } from '@runde/service-kit/deadline'
import { natsBus } from '@runde/service-kit/nats-bus'
import { Redis } from 'ioredis'
import type { NatsConnection } from 'nats'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { followMeeting } from '../support/event-source.ts'
import { insideClient } from '../support/inside.ts'
import { serviceNames } from '../support/service-process.ts'
import { until } from '../support/wait.ts'
import { newMeeting } from './api.ts'
import { suite } from './suite.ts'

/** One user's connection to NATS, and what NATS has refused it. */
interface Client {
  readonly connection: NatsConnection
  readonly refused: Set<string>
}

/** Limits that nobody reaches, so that the gateway counts. */
const unreached = { LIMIT_MISSES: 'address 1000/min', LIMIT_CREATES: 'address 1000/min', LIMIT_JOINS: 'address 1000/min' }

const world = suite(() => ({ env: { gateway: unreached } }))
const resources = new AsyncDisposableStack()
const clients = new Map<NatsUserName, Client>()
const stores = new Map<RedisUserName, Redis>()
/** Of the tests' own user, who may do everything. */
let everything: NatsConnection
let redis: Redis

const connectNats = async (user: NatsUserName): Promise<Client> => {
  const connection = await insideClient(world.servers.natsUrls[user], { inboxPrefix: `_INBOX.${user}` })
  resources.defer(() => connection.close())
  const refused = new Set<string>()
  void (async () => {
    for await (const { permissionContext } of connection.status()) if (permissionContext) refused.add(permissionContext.subject)
  })()
  return { connection, refused }
}

/** Without commands of its own, which not every user may send. */
const options = { disableClientInfo: true, enableReadyCheck: false } as const

const connectRedis = (url: string): Redis => {
  const connection = new Redis(url, options)
  resources.defer(() => connection.disconnect())
  return connection
}

beforeAll(async () => {
  everything = await insideClient(world.servers.natsUrl)
  resources.defer(() => everything.close())
  redis = connectRedis(world.servers.redisUrl)
  for (const user of natsUserNames) clients.set(user, await connectNats(user))
  for (const user of redisUserNames) stores.set(user, connectRedis(world.servers.redisUrls[user]))
})
afterAll(() => resources.disposeAsync())

const clientOf = (user: NatsUserName): Client => {
  const client = clients.get(user)
  if (!client) throw new Error(`${user} is not connected`)
  return client
}

/** Either somebody who may hear everything hears it, or NATS says that it refuses. */
const mayPublish = async (user: NatsUserName, subject: string): Promise<boolean> => {
  const { connection, refused } = clientOf(user)
  const mark = randomUUID()
  let heard = false
  const hearing = everything.subscribe(subject, {
    callback: (_, message) => {
      heard ||= message.string() === mark
    },
  })
  await everything.flush()
  refused.delete(subject)
  connection.publish(subject, mark)
  const what = `NATS to pass on or refuse ${subject} of ${user}`
  const { passed } = await until(() => (heard || refused.has(subject)) && { passed: heard }, { what, every: 2 })
  hearing.unsubscribe()
  return passed
}

/** A subject that the pattern covers. */
const sampleOf = (pattern: string) => pattern.replaceAll('*', 'sample').replace('>', 'sample.of.it')

/** Either it hears what is sent there, or NATS says that it refuses. */
const maySubscribe = async (user: NatsUserName, pattern: string): Promise<boolean> => {
  const { connection } = clientOf(user)
  const mark = randomUUID()
  let outcome: { readonly heard: boolean } | undefined
  const hearing = connection.subscribe(pattern, {
    callback: (error, message) => {
      if (error) outcome = { heard: false }
      else if (message.string() === mark) outcome = { heard: true }
    },
  })
  await connection.flush()
  everything.publish(sampleOf(pattern), mark)
  const { heard } = await until(() => outcome, { what: `NATS to let ${user} hear ${pattern} or refuse it`, every: 2 })
  hearing.unsubscribe()
  return heard
}

const whoMay = async <User extends string>(users: readonly User[], may: (user: User) => Promise<boolean>): Promise<User[]> => {
  const allowed: User[] = []
  for (const user of users) if (await may(user)) allowed.push(user)
  return allowed
}

describe('what services do is allowed', () => {
  test('a meeting from its beginning to its end, and what goes on beside it', async () => {
    await redis.call('ACL', 'LOG', 'RESET')
    const { client, stack } = world
    const meeting = await newMeeting(client, { name: 'Wochenplanung' })
    const host = client.asHost(meeting.meeting_id, meeting.host_key)
    await using live = await followMeeting(stack.baseUrl, meeting.meeting_id)
    const joined = (await client.join(meeting.meeting_id, { display_name: 'Mira' })).body
    expect((await client.info(meeting.meeting_id)).status).toBe(200)
    expect((await host.change({ name: 'Planung', expires_in: 3_600 })).status).toBe(200)
    const { id } = await live.next('meeting', ({ data }) => data.name === 'Planung')
    expect((await host.participants()).status).toBe(200)
    expect((await host.remove(joined.participant_id, { ban: true })).status).toBe(200)
    expect((await host.unban(joined.participant_id)).status).toBe(200)
    expect((await host.end()).status).toBe(200)
    await using late = await followMeeting(stack.baseUrl, meeting.meeting_id, { lastEventId: id })
    await late.next('ended')
    await live.next('ended')
    expect((await redis.keys('limits:*')).length).toBeGreaterThan(0)
    expect((await client.health()).body.parts).toEqual({ nats: 'ok', redis: 'ok', livekit: 'ok', ...services('ok') })
  })

  const services = (state: string) => Object.fromEntries(serviceNames.filter((name) => name !== 'gateway').map((name) => [name, state]))

  test('reports of LiveKit are stored, read, and kept when nobody can read them', async () => {
    const manager = await everything.jetstreamManager()
    await newMeeting(world.client)
    const read = async () => (await manager.consumers.info('RUNDE_LIVEKIT', 'room-service')).ack_floor.stream_seq > 0
    await until(read, { what: 'a report of LiveKit to be read' })
    everything.publish('runde.v1.livekit.7kq-mfxr-2rp.room_started', 'nothing that anybody can read')
    const [room] = world.stack.replicas('room-service')
    const letters = async () =>
      ((await (await fetch(`${room?.internalUrl}/dead-letters`)).json()) as { dead_letters: unknown[] }).dead_letters
    expect(await until(async () => (await letters())[0], { what: 'the dead letter' })).toMatchObject({ consumer: 'room-service' })
  })

  test('the services API of NATS is answered', async () => {
    const answers: string[] = []
    for await (const { name } of await everything.services.client().info()) answers.push(name)
    expect(answers.sort()).toEqual(['room-service', 'token-service', 'webhook'])
  })

  test('nothing of all that was refused', async () => {
    expect(await redis.call('ACL', 'LOG')).toEqual([])
    const lines = serviceNames.flatMap((service) => world.stack.logs(service))
    expect(lines.filter((line) => /refuses|NOPERM|permission/i.test(JSON.stringify(line)))).toEqual([])
  })
})

describe('nobody gets in', () => {
  const at = (url: string, user: { username?: string; password?: string }) =>
    `${Object.assign(new URL(url), { username: '', password: '', ...user })}`

  test('without a user or with a wrong password: NATS', async () => {
    const { natsUrls } = world.servers
    const { password } = new URL(natsUrls.gateway)
    for (const user of [
      {},
      { username: 'gateway' },
      { username: 'gateway', password: 'wrong' },
      { username: 'webhook', password },
      { username: password },
    ])
      await expect(insideClient(at(natsUrls.gateway, user), { reconnect: false })).rejects.toMatchObject({
        code: 'AUTHORIZATION_VIOLATION',
      })
  })

  test('without a user or with a wrong password: Redis', async () => {
    const { redisUrls } = world.servers
    const { password } = new URL(redisUrls.gateway)
    /** The answer, or what Redis says against it. */
    const login = async (user: { username?: string; password?: string }) => {
      const connection = new Redis(at(redisUrls.gateway, user), { ...options, lazyConnect: true, retryStrategy: () => null })
      let refusal: string | undefined
      connection.on('error', ({ message }) => {
        refusal ??= message
      })
      const answer = await connection.connect().then(
        () => connection.ping(),
        (error: Error) => error.message,
      )
      connection.disconnect()
      return refusal ?? answer
    }
    expect(await login({})).toContain('NOAUTH')
    for (const user of [
      { password },
      { username: 'default', password },
      { username: 'gateway', password: 'wrong' },
      { username: 'room-service', password },
    ])
      expect(await login(user)).toContain('WRONGPASS')
    expect(await login({ username: 'gateway', password })).toBe('PONG')
  })
})

/** Who may use the API of each stream. */
const streams = [
  {
    name: 'RUNDE_EVENTS',
    finds: ['gateway', 'room-service'],
    keeps: ['room-service'],
    looksUp: ['gateway'],
    follows: ['gateway'],
    consumes: [],
  },
  { name: 'RUNDE_LIVEKIT', finds: ['room-service'], keeps: ['room-service'], looksUp: [], follows: [], consumes: ['room-service'] },
  { name: 'RUNDE_DEAD', finds: ['room-service'], keeps: ['room-service'], looksUp: ['room-service'], follows: [], consumes: [] },
  { name: 'OTHER', finds: [], keeps: [], looksUp: [], follows: [], consumes: [] },
] as const

type Cells = readonly (readonly [subject: string, who: readonly NatsUserName[]])[]

const streamCells: Cells = streams.flatMap(
  ({ name, finds, keeps, looksUp, follows, consumes }): Cells => [
    [`$JS.API.STREAM.INFO.${name}`, finds],
    [`$JS.API.STREAM.CREATE.${name}`, finds],
    [`$JS.API.STREAM.UPDATE.${name}`, keeps],
    [`$JS.API.STREAM.PURGE.${name}`, []],
    [`$JS.API.STREAM.MSG.GET.${name}`, []],
    [`$JS.API.STREAM.MSG.DELETE.${name}`, []],
    [`$JS.API.STREAM.SNAPSHOT.${name}`, []],
    [`$JS.API.DIRECT.GET.${name}`, looksUp],
    [`$JS.API.DIRECT.GET.${name}.runde.v1.events.x.y`, []],
    [`$JS.API.CONSUMER.LIST.${name}`, []],
    [`$JS.API.CONSUMER.CREATE.${name}`, follows],
    [`$JS.API.CONSUMER.MSG.NEXT.${name}.nobody`, follows],
    [`$JS.API.CONSUMER.CREATE.${name}.nobody`, []],
    [`$JS.API.CONSUMER.DURABLE.CREATE.${name}.nobody`, []],
    [`$JS.API.CONSUMER.CREATE.${name}.room-service`, consumes],
    [`$JS.API.CONSUMER.DELETE.${name}.room-service`, []],
    [`$JS.ACK.${name}.room-service.1.1.1.1.0`, consumes],
  ],
)

const publishing: Cells = [
  ['runde.v1.meetings.create', ['gateway']],
  ['runde.v1.meetings.end', ['gateway']],
  ['runde.v1.meetings.create.more', []],
  ['runde.v1.tokens.mint', ['gateway']],
  ['runde.v1.tokens.other', []],
  ['runde.v1.health.room-service', ['gateway']],
  ['runde.v1.health.token-service', ['gateway']],
  ['runde.v1.health.webhook', ['gateway']],
  ['runde.v1.health.gateway', []],
  ['runde.v1.events.7kq-mfxr-2rp.meeting_ended', ['room-service']],
  ['runde.v1.livekit.7kq-mfxr-2rp.participant_left', ['webhook']],
  ['runde.v1.dead.RUNDE_LIVEKIT.room-service', ['room-service']],
  ['_INBOX.gateway.answer', []],
  ['_INBOX.room-service.answer', []],
  ['_INBOX.tests.answer', []],
  ['$SRV.PING', []],
  ['$SRV.STATS.room-service', []],
  ['$JS.API.INFO', ['gateway', 'room-service']],
  ['$JS.API.STREAM.NAMES', []],
  ['$JS.API.STREAM.LIST', []],
  ['$SYS.REQ.SERVER.PING', []],
  ['anything', []],
  ...streamCells,
]

const subscribing: Cells = [
  ['>', []],
  ['runde.>', []],
  ['runde.v1.meetings.*', ['room-service']],
  ['runde.v1.meetings.create', ['room-service']],
  // NATS takes the last token for one that `*` covers. There is nothing below.
  ['runde.v1.meetings.>', ['room-service']],
  ['runde.v1.tokens.mint', ['token-service']],
  ['runde.v1.tokens.*', []],
  ['runde.v1.health.room-service', ['room-service']],
  ['runde.v1.health.token-service', ['token-service']],
  ['runde.v1.health.webhook', ['webhook']],
  ['runde.v1.health.*', []],
  ['runde.v1.events.>', []],
  ['runde.v1.livekit.>', []],
  ['runde.v1.dead.>', []],
  ['_INBOX.>', []],
  ...natsUserNames.map((user) => [`_INBOX.${user}.>`, [user]] as const),
  ['_INBOX.tests.>', []],
  ['_INBOX.*.answer', []],
  ['$SRV.PING', ['room-service', 'token-service', 'webhook']],
  ['$SRV.INFO.webhook', ['webhook']],
  ['$SRV.STATS.room-service.id', ['room-service']],
  ['$SRV.>', []],
  ['$JS.API.>', []],
  ['$JS.EVENT.>', []],
]

describe('the bus', () => {
  test.each(publishing)('publish %s: %j', async (subject, who) => {
    expect(await whoMay(natsUserNames, (user) => mayPublish(user, subject))).toEqual(who)
  })

  test.each(subscribing)('subscribe to %s: %j', async (pattern, who) => {
    expect(await whoMay(natsUserNames, (user) => maySubscribe(user, pattern))).toEqual(who)
  })

  test('whoever was asked may answer, once', async () => {
    const answering = clientOf('token-service')
    const subject = '$SRV.PING.token-service.of-this-test'
    const answered = Promise.withResolvers<string>()
    const serving = answering.connection.subscribe(subject, {
      callback: (_, message) => {
        for (const answer of ['first', 'second']) message.respond(answer)
        answered.resolve(message.reply ?? '')
      },
    })
    await answering.connection.flush()
    const heard: string[] = []
    const inbox = everything.subscribe('_INBOX.gateway.of-this-test', { callback: (_, message) => heard.push(message.string()) })
    everything.publish(subject, '', { reply: '_INBOX.gateway.of-this-test' })
    const reply = await answered.promise
    await until(() => answering.refused.has(reply), { what: 'the second answer to be refused' })
    expect(heard).toEqual(['first'])
    for (const subscription of [serving, inbox]) subscription.unsubscribe()
  })

  test('whoever keeps a stream takes back what somebody else has made of it', async () => {
    const stream = counting()
    const { streams } = await everything.jetstreamManager()
    await streams.add({ name: stream.name, subjects: [stream.subjects], republish: { src: '>', dest: 'runde.v1.events.>' } })
    const log = pino({ level: 'silent' })
    await using _bus = await natsBus({ url: world.servers.natsUrl, service: 'tests', version: '0.0.0', log, keeps: [stream] })
    const takenBack = async () => (await streams.info(stream.name)).config.republish === undefined
    await until(takenBack, { what: 'messages not to be copied any more' })
  })

  test('what is refused stands in the log of whoever tried', async () => {
    const lines: string[] = []
    const log = pino(
      { messageKey: 'message', formatters: { level: (label) => ({ level: label }) } },
      { write: (line) => void lines.push(line) },
    )
    await using bus = await natsBus({ url: world.servers.natsUrls.webhook, service: 'webhook', version: '0.0.0', log })
    const request = { meeting_id: '7kq-mfxr-2rp', participant_id: 'guest-1', display_name: 'Mira' }
    await expect(bus.request(mintToken, request, within(5_000))).rejects.toMatchObject({ code: 'unavailable' })
    await bus.serve(mintToken, async () => ({ token: '', expires_at: '' }))
    const refusals = () => lines.map((line) => JSON.parse(line)).filter(({ message }) => /NATS refuses/.test(message))
    const both = await until(() => refusals().length === 2 && refusals(), { what: 'both refusals to be logged' })
    expect(both).toMatchObject([
      { level: 'error', operation: 'publish', subject: mintToken.subject },
      { level: 'error', operation: 'subscription', subject: mintToken.subject },
    ])
  })
})

const meeting = '{s1}:m:7kq-mfxr-2rp'
const script = (command: string) => ['EVAL', `return redis.call(${command})`, '0'] as const

const commands: readonly (readonly [command: readonly string[], who: readonly RedisUserName[]])[] = [
  [['PING'], ['room-service', 'gateway', 'healthcheck']],
  [
    ['INFO', 'server'],
    ['room-service', 'gateway'],
  ],
  [['HGETALL', meeting], ['room-service']],
  [['HSET', meeting, 's', 'o'], ['room-service']],
  [['ZADD', '{s1}:due', '1', '7kq-mfxr-2rp'], ['room-service']],
  [['XADD', '{s1}:out', '*', 'm', '7kq-mfxr-2rp'], ['room-service']],
  [['ZCARD', 'replicas'], ['room-service']],
  [['GET', '{s1}:lease'], ['room-service']],
  [['GET', 'limits:joins:somebody'], ['gateway']],
  [['DEL', 'limits:joins:somebody'], []],
  [['GET', 'other'], []],
  [['SET', 'other', '1'], []],
  [['DEL', 'other'], []],
  [script(`'HGETALL', '${meeting}'`), ['room-service']],
  [script("'INCR', 'limits:joins:somebody'"), ['gateway']],
  [script("'FLUSHALL'"), []],
  [script("'KEYS', '*'"), []],
  [['KEYS', '*'], []],
  [['SCAN', '0'], ['backup']],
  [['REPLCONF', 'capa', 'eof'], ['backup']],
  [['RANDOMKEY'], []],
  [['DBSIZE'], []],
  [['DUMP', meeting], []],
  [['RENAME', meeting, '{s1}:m:other'], []],
  [['FLUSHALL'], []],
  [['FLUSHDB'], []],
  [['CONFIG', 'GET', 'appendonly'], []],
  [['CONFIG', 'SET', 'appendonly', 'yes'], []],
  [['ACL', 'LIST'], []],
  [['ACL', 'SETUSER', 'somebody'], []],
  [['CLIENT', 'LIST'], []],
  [['CLIENT', 'KILL', 'TYPE', 'pubsub'], []],
  [['SCRIPT', 'FLUSH'], []],
  [['FUNCTION', 'LIST'], []],
  [['PUBLISH', 'anything', 'x'], []],
  [['SELECT', '1'], []],
  [['SAVE'], []],
  [['REPLICAOF', 'NO', 'ONE'], []],
  [['MODULE', 'LIST'], []],
  [['SLOWLOG', 'GET'], []],
]

describe('Redis', () => {
  const maySend =
    ([name = '', ...args]: readonly string[]) =>
    async (user: RedisUserName): Promise<boolean> => {
      try {
        await stores.get(user)?.call(name, ...args)
        return true
      } catch (error) {
        if (/^NOPERM|ACL failure in script|can't run this command/.test((error as Error).message)) return false
        throw error
      }
    }

  test.each(commands)('%j: %j', async (command, who) => expect(await whoMay(redisUserNames, maySend(command))).toEqual(who))
})

test('what the services wrote stands in Redis as it was after a kill', async () => {
  const { meeting_id } = await newMeeting(world.client)
  const { meeting, due } = keysOf(meeting_id)
  const stored = async () => ({ meeting: await redis.hgetall(meeting), due: await redis.zscore(due, meeting_id) })
  await until(async () => (await redis.hget(meeting, 's')) === 'o', { what: 'the meeting to be open' })
  const before = await stored()
  await world.servers.redis.stop()
  await world.servers.redis.start()
  expect(await until(() => stored().catch(() => undefined), { what: 'Redis to answer' })).toEqual(before)
})
