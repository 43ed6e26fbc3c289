import { execFile, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { provideServers } from '@runde/deploy/provide'
import { Redis } from 'ioredis'
import { afterAll, expect, test } from 'vitest'
import { until } from '../../support/wait.ts'
import { exampleObjects } from '../chart.ts'
import { environmentOf } from '../container-environment.ts'
import { podsOf } from '../kubernetes-object.ts'

const folder = await mkdtemp(join(tmpdir(), 'runde-chart-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What the example gives one of its servers: the file of its settings, its arguments and its environment. */
const settingsOf = async (example: string, part: string, file: string) => {
  const objects = await exampleObjects(example)
  const [container] = podsOf(objects).find((pod) => pod.part === part)?.containers ?? []
  const config = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === `runde-${part}`)?.data?.[file]
  if (!container || config === undefined) throw new Error(`${example} has no ${part}`)
  return { config, args: container.args ?? [], env: environmentOf(container, objects) }
}

const write = async (name: string, text: string) => {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

/** What a program says that only looks at its settings. */
const said = async (program: string, args: readonly string[], env: Readonly<Record<string, string>>) => {
  const { stdout, stderr } = await promisify(execFile)(program, args, { env: { PATH: process.env.PATH, ...env } })
  return stdout + stderr
}

test.each(['laptop', 'cloud'])('NATS takes its settings in %s', async (example) => {
  const programs = await provideServers({ names: ['nats-server'] })
  const { config, env } = await settingsOf(example, 'nats', 'nats.conf')
  const file = await write(`${example}-nats.conf`, config)
  expect(await said(programs['nats-server'], ['--config', file, '-t'], env)).toContain('is valid')
  expect(config).toContain('"runde.v1.events.>"')
})

test('NATS would not take them without the passwords', async () => {
  const programs = await provideServers({ names: ['nats-server'] })
  const { config } = await settingsOf('laptop', 'nats', 'nats.conf')
  const file = await write('without-nats.conf', config)
  await expect(said(programs['nats-server'], ['--config', file, '-t'], {})).rejects.toThrow('variable reference')
})

test.each([
  ['laptop', 'livekit.yaml'],
  ['one-vm', 'livekit.yaml'],
  ['cloud', 'livekit.yaml'],
  ['load-balancers', 'runde-livekit-1.yaml'],
])('LiveKit takes its settings in %s', async (example, settings) => {
  const programs = await provideServers({ names: ['livekit-server'] })
  const { config, env } = await settingsOf(example, 'livekit', settings)
  // It would ask a STUN server, which this machine may not reach.
  const file = await write(`${example}-livekit.yaml`, config.replace('use_external_ip: true', 'use_external_ip: false'))
  const output = await said(programs['livekit-server'], [`--config=${file}`, 'ports'], env)
  for (const port of ['7880', '7881', '7882', ...(example === 'cloud' ? ['5349'] : [])]) expect(output).toContain(port)
})

test('LiveKit would not take a setting that it does not know', async () => {
  const programs = await provideServers({ names: ['livekit-server'] })
  const { config, env } = await settingsOf('laptop', 'livekit', 'livekit.yaml')
  const file = await write('unknown-livekit.yaml', `${config}\nrooms: {}\n`)
  expect(await said(programs['livekit-server'], [`--config=${file}`, 'ports'], env)).toContain('rooms')
})

/** Redis as the container starts it, but for its folder and where it listens. */
const startRedis = async (example: string, part: string) => {
  const { 'redis-server': program } = await provideServers({ names: ['redis-server'] })
  const { config, args, env } = await settingsOf(example, part, 'redis.conf')
  const socket = join(folder, `${part}.sock`)
  const here = config.replace('port 6379', `port 0\nunixsocket ${socket}`).replace('dir /data', `dir ${folder}`)
  const file = await write(`${part}.conf`, here)
  const script = (args[0] ?? '').replace('redis-server /config/redis.conf', `${program} ${file}`)
  const process = spawn('sh', ['-ec', script], { env: { PATH: globalThis.process.env.PATH, ...env }, stdio: 'ignore' })
  const as = (user: string) =>
    new Redis({
      path: socket,
      username: user,
      password: env[`PASSWORD_${user.replace('-', '_')}`] ?? '',
      lazyConnect: true,
      enableReadyCheck: false,
      disableClientInfo: true,
      retryStrategy: () => null,
    })
  const isUp = async () => {
    const redis = as('healthcheck')
    redis.on('error', () => {})
    return redis
      .ping()
      .then(
        (answer) => answer === 'PONG',
        () => false,
      )
      .finally(() => redis.disconnect())
  }
  await until(isUp, { what: 'Redis to answer' })
  return { as, env, [Symbol.asyncDispose]: async () => void process.kill('SIGTERM') }
}

test('Redis knows its users, and each may do what is theirs', async () => {
  await using redis = await startRedis('laptop', 'redis')
  const [gateway, room] = [redis.as('gateway'), redis.as('room-service')]
  expect(await gateway.set('limits:misses', '1')).toBe('OK')
  await expect(gateway.set('{s17}:m:x', '1')).rejects.toThrow('NOPERM')
  expect(await room.hset('{s17}:m:x', 'a', '1')).toBe(1)
  await expect(room.flushall()).rejects.toThrow('NOPERM')
  const nobody = redis.as('default')
  nobody.on('error', () => {})
  await expect(nobody.ping()).rejects.toThrow()
  for (const one of [gateway, room]) one.disconnect()
})

test('LiveKit’s own Redis lets LiveKit do what it needs, and empties itself for nobody', async () => {
  await using redis = await startRedis('cloud', 'livekit-redis')
  const livekit = redis.as('livekit')
  expect(await livekit.hset('nodes', 'one', '1')).toBe(1)
  expect(await livekit.publish('anything', '1')).toBe(0)
  await expect(livekit.flushall()).rejects.toThrow('NOPERM')
  livekit.disconnect()
})
