import { readFile, stat, writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import type { Ports } from './choose-ports.ts'
import { openDataDir } from './data-dir.ts'
import { createSecrets, loadSecrets } from './secrets.ts'
import { planServers } from './server-plan.ts'
import { planServices } from './service-plan.ts'
import { testFolder } from './test-folder.ts'

const ports: Ports = {
  ...{ gateway: 1, redis: 2, nats: 3, livekit: 4, webhook: 5, gatewayInternal: 6, roomInternal: 7, tokenInternal: 8, webhookInternal: 9 },
  ...{ mediaUdp: 10, mediaTcp: 11 },
}
const programs = { 'redis-server': 'redis', 'nats-server': 'nats', 'livekit-server': 'livekit' }
const env = { PATH: '/bin', PORT: '1234', REDIS_URL: 'redis://elsewhere', LOG_LEVEL: 'debug' }

test('no secret stands on a command line, and each service gets only its own', async () => {
  await using folder = await testFolder()
  using dataDir = await openDataDir(`${folder.path}/data`, 'http://localhost')
  const secrets = createSecrets()
  const servers = await planServers({ programs, ports, secrets, addresses: { media: ['127.0.0.1'] }, dataDir, env })
  const services = planServices({
    ...{ root: '/repository', env, ports, secrets, addresses: { bind: '127.0.0.1' }, frontendUrl: 'http://localhost:1' },
    ...{ certificate: undefined, compileCache: '/cache' },
  })
  const { natsPasswords, redisPasswords, ...others } = secrets
  for (const { command, args } of [...servers, ...services]) {
    for (const secret of [others, natsPasswords, redisPasswords].flatMap((some) => Object.values(some)))
      expect([command, ...args].join(' ')).not.toContain(secret)
  }
  const environments = Object.fromEntries(services.map((service) => [service.name, Object.values(service.env).join(' ')]))
  expect(environments.gateway).not.toContain(secrets.livekitApiSecret)
  const holders = (secret: string) => services.map(({ name }) => name).filter((name) => environments[name]?.includes(secret))
  for (const [name, password] of Object.entries(natsPasswords)) expect(holders(password)).toEqual([name])
  for (const name of ['gateway', 'room-service'] as const) expect(holders(redisPasswords[name])).toEqual([name])
  expect(holders(redisPasswords.healthcheck)).toEqual([])
  const token = services.find(({ name }) => name === 'token-service')
  expect(token?.env).toMatchObject({ PATH: '/bin', LOG_LEVEL: 'debug', INTERNAL_PORT: '8' })
  expect(token?.env).not.toHaveProperty('REDIS_URL')
  expect(token?.env).not.toHaveProperty('PORT')
})

test('configuration that holds secrets is for this user only', async () => {
  await using folder = await testFolder()
  using dataDir = await openDataDir(`${folder.path}/data`, 'http://localhost')
  const secrets = await loadSecrets(dataDir.path)
  await planServers({ programs, ports, secrets, addresses: { media: ['127.0.0.1', '192.168.1.7'] }, dataDir, env })
  for (const file of ['secrets.json', 'redis.conf', 'nats.conf', 'livekit.yaml'])
    expect((await stat(dataDir.file(file))).mode & 0o777).toBe(0o600)
  const redis = await readFile(dataDir.file('redis.conf'), 'utf8')
  expect(redis).toContain('\nuser default off resetpass ')
  expect(redis).toContain(`\nuser gateway on >${secrets.redisPasswords.gateway} ~limits:* +`)
  const nats = JSON.parse(await readFile(dataDir.file('nats.conf'), 'utf8'))
  expect(nats.authorization.users).toContainEqual({
    user: 'token-service',
    password: secrets.natsPasswords['token-service'],
    permissions: {
      publish: { allow: [] },
      subscribe: { allow: expect.arrayContaining(['runde.v1.tokens.mint', '_INBOX.token-service.>']) },
      allow_responses: true,
    },
  })
  const livekit = JSON.parse(await readFile(dataDir.file('livekit.yaml'), 'utf8'))
  expect(livekit).toMatchObject({
    bind_addresses: ['127.0.0.1'],
    room: { auto_create: false },
    rtc: { udp_port: 10, tcp_port: 11, ips: { includes: ['127.0.0.1/32', '192.168.1.7/32'] } },
    webhook: { urls: ['http://127.0.0.1:5/webhooks/livekit'] },
  })
  expect(livekit.rtc).not.toHaveProperty('node_ip')
  expect(await loadSecrets(dataDir.path)).toEqual(secrets)
  for (const secret of [secrets.livekitApiSecret, ...Object.values(secrets.natsPasswords), ...Object.values(secrets.redisPasswords)])
    expect(secret.length).toBeGreaterThanOrEqual(32)
})

test('a data folder of an earlier release gets what it does not have, and keeps what it has', async () => {
  await using folder = await testFolder()
  const stateSecret = 's'.repeat(64)
  await writeFile(`${folder.path}/secrets.json`, JSON.stringify({ stateSecret, natsPasswords: { gateway: 'known' } }))
  const secrets = await loadSecrets(folder.path)
  expect(secrets).toMatchObject({ stateSecret, natsPasswords: { gateway: 'known', webhook: expect.stringMatching(/^[0-9a-f]{64}$/) } })
  expect(secrets.redisPasswords['room-service']).toMatch(/^[0-9a-f]{64}$/)
  expect(await loadSecrets(folder.path)).toEqual(secrets)
})
