import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../support/ports.ts'
import { type Servers, startServers } from '../support/servers.ts'
import { type Replica, type ServiceName, startReplica } from '../support/service-process.ts'
import { serviceSettings } from '../support/service-settings.ts'
import { until } from '../support/wait.ts'

let servers: Servers

beforeAll(async () => {
  servers = await startServers()
})

afterAll(() => servers?.[Symbol.asyncDispose]())

const start = async (service: ServiceName, settings: Record<string, string>): Promise<Replica> => {
  const ports = { INTERNAL_PORT: await freePort(), PORT: await freePort() }
  return startReplica(service, ports, { ...serviceSettings(service, { servers, baseUrl: 'http://localhost:8000' }), ...settings })
}

const ended = (replica: Replica) => until(() => replica.failure(), { what: 'the service to end' })
const ready = (replica: Replica) =>
  until(async () => (await fetch(`${replica.internalUrl}/readyz`)).ok, { what: 'the service to be ready' })

test('a wrong LiveKit key is said in one line', async () => {
  await using replica = await start('room-service', { LIVEKIT_API_SECRET: 'w'.repeat(64) })
  expect(await ended(replica)).toContain('exit code 1')
  expect(replica.logs.map((line) => line.message)).toEqual([
    'LiveKit refuses the API key: LIVEKIT_API_KEY and LIVEKIT_API_SECRET must be a pair of its configuration',
  ])
})

test('every wrong setting is listed at once, with its name and an example, and no secret', async () => {
  const wrong = { LIVEKIT_API_SECRET: 'hunter2', LIVEKIT_URL: 'livekit', REDIS_URL: 'http://:hunter2@redis', LOG_LEVEL: 'loud' }
  await using replica = await start('room-service', wrong)
  expect(await ended(replica)).toContain('exit code 78')
  const text = replica.logs.map((line) => line.message).join('\n')
  for (const name of Object.keys(wrong)) expect(text).toMatch(new RegExp(`^ +${name} .*example: ${name}=`, 'm'))
  expect(text).not.toContain('hunter2')
})

test('a gateway without built pages says how to build them', async () => {
  await using replica = await start('gateway', { WEB_ROOT: '/nowhere' })
  await ended(replica)
  expect(replica.logs.map((line) => line.message).join()).toContain('npm run build -w web')
})

test.each(['gateway', 'room-service', 'token-service', 'webhook'] as const)('%s ends by itself after SIGTERM', async (service) => {
  await using replica = await start(service, {})
  await ready(replica)
  await replica.stop()
  const messages = replica.logs.map((line) => line.message)
  expect(messages).toContain('draining')
  expect(replica.logs.filter((line) => line.level === 'error' || line.level === 'fatal')).toEqual([])
})

test.each(['gateway', 'room-service', 'token-service', 'webhook'] as const)('%s ends in good order while NATS is away', async (service) => {
  await using replica = await start(service, {})
  await ready(replica)
  await servers.nats.stop()
  try {
    await until(() => replica.logs.some((line) => line.nats === 'disconnect'), { what: 'the loss to be noticed' })
    await replica.stop()
    expect(replica.logs.filter((line) => line.level === 'error' || line.level === 'fatal')).toEqual([])
  } finally {
    await servers.nats.start()
  }
})

test('a service waits for NATS and is ready when it comes', async () => {
  await servers.nats.stop()
  await using replica = await start('token-service', {})
  await until(async () => (await fetch(`${replica.internalUrl}/readyz`)).status === 503, { what: 'the service to wait' })
  await servers.nats.start()
  await ready(replica)
})
