import { hostPaths } from '@runde/contracts/host-paths'
import { paths, pathTo } from '@runde/contracts/paths'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { freePort } from '../support/ports.ts'
import { type Servers, startServers } from '../support/servers.ts'
import { type Replica, startReplica } from '../support/service-process.ts'
import { serviceSettings, unlimited } from '../support/service-settings.ts'
import { type Stack, startStack } from '../support/stack.ts'
import { until } from '../support/wait.ts'
import { answered, api, newMeeting } from './api.ts'

/** An hour, so that no window ends within a test. */
const misses = { ...unlimited, LIMIT_MISSES: 'address 10/h, network 30/h, all 3000/h' }
const behindProxies = { TRUSTED_PROXIES: '127.0.0.1/32,::1/128' }

const resources = new AsyncDisposableStack()
let servers: Servers
/** Its gateway has no limits. */
let stack: Stack
let redis: Redis
let meetingId: string

beforeAll(async () => {
  servers = resources.use(await startServers())
  stack = resources.use(await startStack({ servers }))
  // One of the tests stops it.
  redis = new Redis(servers.redisUrl).on('error', () => {})
  resources.defer(() => redis.disconnect())
  meetingId = (await newMeeting(api(stack.baseUrl))).meeting_id
})

afterAll(() => resources.disposeAsync())

const counters = () => redis.keys('limits:*')

/** What one test has counted is nothing to the next. */
beforeEach(async () => {
  const keys = await counters()
  if (keys.length > 0) await redis.del(keys)
})

interface Gateways extends AsyncDisposable {
  readonly replicas: readonly Replica[]
  /** Addresses of two of them, without a trailing slash; of one, when there is one. */
  readonly urls: readonly [string, string]
}

/** Replicas of the gateway with these settings. */
const gateways = async (settings: Record<string, string>, count = 2): Promise<Gateways> => {
  await using opened = new AsyncDisposableStack()
  const usual = serviceSettings('gateway', { servers, baseUrl: stack.baseUrl })
  const start = async () => {
    const ports = { INTERNAL_PORT: await freePort(), PORT: await freePort() }
    const env = { ...usual, DRAIN_GRACE: '0', ...settings }
    return opened.use(startReplica('gateway', ports, env))
  }
  const replicas = await Promise.all(Array.from({ length: count }, start))
  for (const { internalUrl } of replicas)
    await until(async () => (await fetch(`${internalUrl}/readyz`)).ok, { what: 'the gateway to be ready' })
  const [first = '', second = first] = replicas.map(({ ports }) => `http://127.0.0.1:${ports.PORT}`)
  const resources = opened.move()
  return { replicas, urls: [first, second], [Symbol.asyncDispose]: () => resources.disposeAsync() }
}

/** Two replicas for all tests of a group. */
const shared = (settings: Record<string, string>): (() => Gateways) => {
  let started: Gateways
  beforeAll(async () => {
    started = await gateways(settings)
  })
  afterAll(() => started?.[Symbol.asyncDispose]())
  return () => started
}

const ask = async (url: string, path: string, { from, ...init }: RequestInit & { from?: string } = {}) => {
  const response = await fetch(url + path, { ...init, headers: { ...(from && { 'x-forwarded-for': from }), ...init.headers } })
  const body = response.headers.get('content-type')?.includes('json') ? await response.json() : await response.text()
  return { status: response.status, retryAfter: Number(response.headers.get('retry-after')), body }
}
const look = (url: string, id: string, from?: string) => ask(url, pathTo(paths.meetingExists, id), from ? { from } : {})
const statusOf = async (...request: Parameters<typeof look>) => (await look(...request)).status
/** Ids that nobody has, each another one. */
let guesses = 0
const guess = () => `abc-${(0o10000 + guesses++).toString(8).slice(-4).replaceAll('0', '8').replaceAll('1', '9')}-xyz`
const miss = async (times: number, url: string, from?: string) => {
  for (let n = 0; n < times; n++) expect(await statusOf(url, guess(), from)).toBe(404)
}

describe('who guesses', () => {
  const two = shared(misses)

  test('is stopped on every replica, at whichever address of a meeting, whether it exists or not', async () => {
    const { urls } = two()
    for (const url of urls) await miss(5, url)
    for (const url of urls) {
      for (const id of [meetingId, guess()]) {
        const answer = await look(url, id)
        expect(answer).toMatchObject({ status: 429, body: { status: 429, code: 'too_many_requests' } })
        expect(answer.retryAfter).toBeGreaterThan(3_000)
        expect(answer.retryAfter).toBeLessThanOrEqual(3_600)
      }
      const client = api(url)
      const host = client.asHost(meetingId, undefined)
      for (const answer of [
        await client.info(meetingId),
        await client.join(meetingId, { display_name: 'Mira' }),
        await host.end(),
        await host.participants(),
        await client.send(pathTo(paths.meetingEvents, meetingId), {}),
        await client.send(pathTo(hostPaths.meeting, meetingId), { method: 'PATCH' }),
      ])
        expect(answer).toMatchObject({ status: 429, body: { code: 'too_many_requests' } })
    }
    expect((await api(stack.baseUrl).exists(meetingId)).status).toBe(200)
  })

  test('is not kept from pages, nor from asking how the service is', async () => {
    const { urls, replicas } = two()
    await miss(10, urls[0])
    for (const path of [paths.home, pathTo(paths.meetingPage, meetingId), paths.health, paths.openapi])
      expect((await ask(urls[0], path)).status).toBe(200)
    for (const probe of ['/livez', '/readyz', '/metrics']) expect((await ask(replicas[0]?.internalUrl ?? '', probe)).status).toBe(200)
    expect((await api(urls[0]).create()).status).toBe(200)
  })

  test('finds the refusal in the description of the API, wherever it may come', async () => {
    const { paths: described } = (await ask(two().urls[0], paths.openapi)).body as { paths: Record<string, object> }
    const limited = Object.entries(described).filter(([, methods]) => Object.values(methods).every(({ responses }) => '429' in responses))
    const withMeetings = Object.keys(described).filter((path) => path.startsWith('/api/v1/meetings/'))
    expect(withMeetings.length).toBeGreaterThan(0)
    expect(limited.map(([path]) => path)).toEqual(withMeetings)
  })

  test('gains nothing by saying where they come from', async () => {
    const [url] = two().urls
    await miss(10, url)
    const seen = new Set<number>()
    for (let n = 0; n < 1_000; n++) seen.add(await statusOf(url, guess(), `198.51.${n % 100}.${n % 250}, 203.0.113.${n % 200}`))
    expect([...seen]).toEqual([429])
  })

  test('with wrong host keys is stopped too', async () => {
    const wrong = api(two().urls[0]).asHost(meetingId, `host_${'A'.repeat(32)}`)
    for (let n = 0; n < 10; n++) expect((await wrong.end()).status).toBe(403)
    expect((await wrong.end()).status).toBe(429)
    expect((await api(stack.baseUrl).info(meetingId)).body.status).toBe('open')
  })

  test('at a thousand meetings at once gets no further', async () => {
    const { urls } = two()
    const looks = Array.from({ length: 1_000 }, (_, n) => ({ url: urls[n % 2] as string, id: guess() }))
    const answers = await Promise.all(looks.map(({ url, id }) => answered(() => look(url, id))))
    const missed = answers.filter(({ status }) => status === 404).length
    // Ten stop the guesser; each replica may have ten more under way at that moment.
    expect(missed).toBeGreaterThanOrEqual(10)
    expect(missed).toBeLessThan(30)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(1_000 - missed)
    expect(await statusOf(urls[0], meetingId)).toBe(429)
  })

  test('may come again when it was said', async () => {
    await using one = await gateways({ ...unlimited, LIMIT_MISSES: 'address 2/s' }, 1)
    const [url] = one.urls
    const stopped = async () => {
      const answer = await look(url, guess())
      return answer.status === 429 && answer
    }
    expect((await until(stopped, { what: 'the guesser to be stopped', every: 0 })).retryAfter).toBe(1)
    await until(async () => (await statusOf(url, meetingId)) === 200, { what: 'the guesser to be let in again' })
  })

  test('is stopped where nothing is set', async () => {
    await using one = await gateways({ LIMIT_MISSES: '', LIMIT_CREATES: '', LIMIT_JOINS: '' }, 1)
    await until(async () => (await statusOf(one.urls[0], guess())) === 429, { what: 'the guesser to be stopped', every: 0 })
  })
})

describe('behind a trusted proxy', () => {
  const two = shared({ ...misses, ...behindProxies })

  test('clients are told apart by their address, of IPv6 by its /64', async () => {
    const [first, second] = two().urls
    await miss(10, first, '203.0.113.1')
    expect(await statusOf(second, meetingId, '203.0.113.1')).toBe(429)
    expect(await statusOf(second, meetingId, '::ffff:203.0.113.1')).toBe(429)
    expect(await statusOf(second, meetingId, '198.51.100.9, 203.0.113.1')).toBe(429)
    expect(await statusOf(second, meetingId, '203.0.113.2')).toBe(200)
    await miss(10, first, '2001:db8:1:2::1')
    expect(await statusOf(second, meetingId, '2001:db8:1:2:3:4:5:6')).toBe(429)
    expect(await statusOf(second, meetingId, '2001:db8:1:3::1')).toBe(200)
  })

  test.each([
    ['/24', (n: number) => `203.0.113.${n}`, '203.0.112.1'],
    ['/48 of IPv6', (n: number) => `2001:db8:1:${n}::1`, '2001:db8:2::1'],
  ])('a %s has its limit', async (_, address, elsewhere) => {
    const [first, second] = two().urls
    for (let n = 1; n <= 3; n++) await miss(10, first, address(n))
    expect(await statusOf(second, meetingId, address(4))).toBe(429)
    expect(await statusOf(second, meetingId, elsewhere)).toBe(200)
  })

  test('what is counted names nobody, and expires by itself', async () => {
    await miss(1, two().urls[0], '203.0.113.1')
    const keys = await counters()
    expect(keys.map((key) => key.split(':').slice(0, 3).join(':')).sort()).toEqual([
      'limits:misses:address',
      'limits:misses:all',
      'limits:misses:network',
    ])
    expect(keys.join()).not.toContain('203.0.113')
    for (const key of keys) expect(await redis.pttl(key)).toBeGreaterThan(0)
  })
})

describe('where limits are small', () => {
  const small = {
    LIMIT_MISSES: 'address 10/h, network 30/h, all 3/h',
    LIMIT_CREATES: 'address 3/h, network 5/h, all 6/h',
    LIMIT_JOINS: 'address 4/h',
  }
  const two = shared({ ...small, ...behindProxies })

  test('whoever guesses is stopped at the ceiling of all, and nobody else', async () => {
    const [first, second] = two().urls
    for (let n = 1; n <= 4; n++) await miss(1, first, `198.51.${n}.1`)
    for (let n = 1; n <= 4; n++) expect(await statusOf(second, meetingId, `198.51.${n}.2`)).toBe(429)
    for (let n = 0; n < 20; n++) expect(await statusOf(second, meetingId, '203.0.113.1')).toBe(200)
  })

  test('no more meetings are created', async () => {
    const { urls } = two()
    const create = (n: number, from: string) => ask(urls[n % 2] as string, paths.createMeeting, { method: 'POST', from })
    for (let n = 0; n < 3; n++) expect((await create(n, '203.0.113.1')).status).toBe(200)
    for (let n = 0; n < 2; n++) expect(await create(n, '203.0.113.1')).toMatchObject({ status: 429, body: { code: 'too_many_requests' } })
    for (let n = 0; n < 2; n++) expect((await create(n, '203.0.113.2')).status).toBe(200)
    const refused = await create(0, '203.0.113.3')
    expect(refused.status).toBe(429)
    expect(refused.retryAfter).toBeGreaterThan(3_000)
    expect((await create(0, '198.51.100.1')).status).toBe(200)
    expect((await create(0, '192.0.2.1')).status).toBe(429)
    expect(await statusOf(urls[0], meetingId, '203.0.113.1')).toBe(200)
  })

  test('nobody joins any more, whether the meeting exists or not', async () => {
    const { urls } = two()
    const join = async (n: number, id: string) => (await api(urls[n % 2] as string).join(id, { display_name: 'Mira' })).status
    for (let n = 0; n < 3; n++) expect(await join(n, meetingId)).toBe(200)
    expect(await join(3, guess())).toBe(404)
    for (const id of [meetingId, guess()]) for (let n = 0; n < 2; n++) expect(await join(n, id)).toBe(429)
    expect(await statusOf(urls[0], meetingId)).toBe(200)
  })
})

describe('each replica counts by itself', () => {
  test('while Redis is away, and nobody waits for it', async () => {
    await using two = await gateways({ ...unlimited, LIMIT_MISSES: 'address 3/h' })
    const [first, second] = two.urls
    await miss(3, first)
    expect(await statusOf(second, 'no id')).toBe(429)
    await servers.redis.stop()
    try {
      // Nobody has to look in Redis for what can be no id.
      for (const url of two.urls) {
        for (let n = 0; n < 3; n++) expect(await statusOf(url, `no id ${n}`)).toBe(404)
        expect(await statusOf(url, 'no id')).toBe(429)
      }
      for (const { logs } of two.replicas)
        expect(logs.filter(({ message }) => message === 'Redis does not answer: this replica counts requests by itself')).toHaveLength(1)
      expect((await ask(two.replicas[0]?.internalUrl ?? '', '/metrics')).body).toMatch(/^runde_limits_alone\S* 1\b/m)
    } finally {
      await servers.redis.start()
    }
    for (const [index, { logs }] of two.replicas.entries()) {
      const countsTogether = async () => {
        await look(two.urls[index] as string, meetingId)
        return logs.some(({ message }) => message === 'requests are counted by all replicas together again')
      }
      await until(countsTogether, { what: 'the replicas to count together again' })
    }
    await stack.healthy()
  })

  test('without Redis, and says so at its start', async () => {
    await using two = await gateways({ ...misses, REDIS_URL: '' })
    const [first, second] = two.urls
    await miss(10, first)
    expect(await statusOf(first, meetingId)).toBe(429)
    expect(await statusOf(second, meetingId)).toBe(200)
    for (const { logs } of two.replicas) expect(logs.filter(({ message }) => message.startsWith('REDIS_URL is not set'))).toHaveLength(1)
  })
})
