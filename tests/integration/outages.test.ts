import { describe, expect, test } from 'vitest'
import type { Server } from '../support/servers.ts'
import { serviceNames } from '../support/service-process.ts'
import { until } from '../support/wait.ts'
import { newMeeting } from './api.ts'
import { suite } from './suite.ts'

const world = suite()

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
  await until(async () => (await world.client.health()).status === 503, { what: 'health to be degraded' })
  expect(await world.client.health()).toMatchObject(expected)
}

const expectNobodyDied = () => {
  for (const service of serviceNames) for (const replica of world.stack.replicas(service)) expect(replica.failure()).toBeUndefined()
}

const outage = async (server: Server, during: () => Promise<void>) => {
  await server.stop()
  try {
    await during()
    expectNobodyDied()
  } finally {
    await server.start()
  }
  const create = async () => (await world.client.create({})).status === 200
  await until(create, { what: 'meetings to be created again', within: resumeWithin })
  await world.stack.healthy()
  expectNobodyDied()
}

describe('while a part is away every answer is a 503 that says when to ask again', () => {
  test('Redis', async () => {
    const { meeting_id } = await newMeeting(world.client)
    await outage(world.servers.redis, async () => {
      expectRefusal(await timed(() => world.client.create({})))
      expectRefusal(await timed(() => world.client.exists(meeting_id)))
      expectRefusal(await timed(() => world.client.join(meeting_id, { display_name: 'Mira' })))
      await expectHealth({ status: 503, body: { status: 'degraded', parts: { redis: 'away', nats: 'ok' } } })
    })
    expect((await world.client.exists(meeting_id)).status).toBe(200)
  })

  test('NATS', async () => {
    const { meeting_id } = await newMeeting(world.client)
    await outage(world.servers.nats, async () => {
      expectRefusal(await timed(() => world.client.create({})))
      expectRefusal(await timed(() => world.client.info(meeting_id)))
      expectRefusal(await timed(() => world.client.join(meeting_id, { display_name: 'Mira' })))
      await expectHealth({ status: 503, body: { parts: { nats: 'away' } } })
    })
    expect((await world.client.join(meeting_id, { display_name: 'Mira' })).status).toBe(200)
  })

  test('LiveKit; what needs no room goes on', async () => {
    const { meeting_id } = await newMeeting(world.client)
    await outage(world.servers.livekit, async () => {
      expectRefusal(await timed(() => world.client.create({})))
      expectRefusal(await timed(() => world.client.join(meeting_id, { display_name: 'Mira' })))
      expect((await world.client.exists(meeting_id)).status).toBe(200)
      expect((await world.client.send('/rtc/validate', {})).status).toBe(503)
      await expectHealth({ status: 503, body: { parts: { livekit: 'away', redis: 'ok' } } })
    })
    expect((await world.client.join(meeting_id, { display_name: 'Mira' })).status).toBe(200)
  })

  test('a service', async () => {
    const { meeting_id } = await newMeeting(world.client, { max_participants: 2 })
    const [tokens] = world.stack.replicas('token-service')
    await tokens?.stop()
    // More attempts than seats: none of them may keep one.
    for (let attempt = 0; attempt < 3; attempt++) expectRefusal(await timed(() => world.client.join(meeting_id, { display_name: 'Mira' })))
    expect((await world.client.exists(meeting_id)).status).toBe(200)
    tokens?.start()
    const join = async () => (await world.client.join(meeting_id, { display_name: 'Mira' })).status === 200
    await until(join, { what: 'people to join again' })
  })
})
