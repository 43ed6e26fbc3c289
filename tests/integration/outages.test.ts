import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Server, type Servers, startServers } from '../support/servers.ts'
import { serviceNames } from '../support/service-process.ts'
import { type Stack, startStack } from '../support/stack.ts'
import { until } from '../support/wait.ts'
import { type Api, api, newMeeting } from './api.ts'

let servers: Servers
let stack: Stack
let client: Api

beforeAll(async () => {
  servers = await startServers()
  stack = await startStack({ servers })
  client = api(stack.baseUrl)
})

afterAll(async () => {
  await stack?.[Symbol.asyncDispose]()
  await servers?.[Symbol.asyncDispose]()
})

/** Milliseconds in which an answer must come, whatever is away. */
const answerWithin = 5_000
/** Milliseconds after a part's return in which service must have resumed. */
const resumeWithin = 10_000

const timed = async <T extends { status: number }>(work: () => Promise<T>): Promise<T> => {
  const start = performance.now()
  const answer = await work()
  expect(performance.now() - start).toBeLessThan(answerWithin)
  return answer
}

const expectRefusal = ({ status, headers, body }: { status: number; headers: Headers; body: { code: string } }) => {
  expect({ status, code: body.code }).toEqual({ status: 503, code: 'unavailable' })
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
}

/** `/health` may be half a second old. */
const expectHealth = async (expected: object) => {
  await until(async () => (await client.health()).status === 503, { what: 'health to be degraded' })
  expect(await client.health()).toMatchObject(expected)
}

const expectNobodyDied = () => {
  for (const service of serviceNames) for (const replica of stack.replicas(service)) expect(replica.failure()).toBeUndefined()
}

const outage = async (server: Server, during: () => Promise<void>) => {
  await server.stop()
  try {
    await during()
    expectNobodyDied()
  } finally {
    await server.start()
  }
  const create = async () => (await client.create({})).status === 200
  await until(create, { what: 'meetings to be created again', within: resumeWithin })
  await stack.healthy()
  expectNobodyDied()
}

describe('while a part is away every answer is a 503 that says when to ask again', () => {
  test('Redis', async () => {
    const { meeting_id } = await newMeeting(client)
    await outage(servers.redis, async () => {
      expectRefusal(await timed(() => client.create({})))
      expectRefusal(await timed(() => client.exists(meeting_id)))
      expectRefusal(await timed(() => client.join(meeting_id, { display_name: 'Mira' })))
      await expectHealth({ status: 503, body: { status: 'degraded', parts: { redis: 'away', nats: 'ok' } } })
    })
    expect((await client.exists(meeting_id)).status).toBe(200)
  })

  test('NATS', async () => {
    const { meeting_id } = await newMeeting(client)
    await outage(servers.nats, async () => {
      expectRefusal(await timed(() => client.create({})))
      expectRefusal(await timed(() => client.info(meeting_id)))
      expectRefusal(await timed(() => client.join(meeting_id, { display_name: 'Mira' })))
      await expectHealth({ status: 503, body: { parts: { nats: 'away' } } })
    })
    expect((await client.join(meeting_id, { display_name: 'Mira' })).status).toBe(200)
  })

  test('LiveKit; what needs no room goes on', async () => {
    const { meeting_id } = await newMeeting(client)
    await outage(servers.livekit, async () => {
      expectRefusal(await timed(() => client.create({})))
      expectRefusal(await timed(() => client.join(meeting_id, { display_name: 'Mira' })))
      expect((await client.exists(meeting_id)).status).toBe(200)
      expect((await client.send('/rtc/validate', {})).status).toBe(503)
      await expectHealth({ status: 503, body: { parts: { livekit: 'away', redis: 'ok' } } })
    })
    expect((await client.join(meeting_id, { display_name: 'Mira' })).status).toBe(200)
  })

  test('a service', async () => {
    const { meeting_id } = await newMeeting(client, { max_participants: 2 })
    const [tokens] = stack.replicas('token-service')
    await tokens?.stop()
    // More attempts than seats: none of them may keep one.
    for (let attempt = 0; attempt < 3; attempt++) expectRefusal(await timed(() => client.join(meeting_id, { display_name: 'Mira' })))
    expect((await client.exists(meeting_id)).status).toBe(200)
    tokens?.start()
    const join = async () => (await client.join(meeting_id, { display_name: 'Mira' })).status === 200
    await until(join, { what: 'people to join again' })
  })
})
