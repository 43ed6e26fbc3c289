import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { provideServers } from '@runde/deploy/provide'
import { Redis } from 'ioredis'
import { startChild } from '../support/child.ts'
import { until } from '../support/wait.ts'

export interface OwnRedis extends AsyncDisposable {
  readonly redis: Redis
}

/** A real Redis for one process alone: in memory, on a socket of its own. */
export const startRedis = async (): Promise<OwnRedis> => {
  await using opened = new AsyncDisposableStack()
  const program = (await provideServers({ names: ['redis-server'] }))['redis-server']
  const folder = await mkdtemp(join(tmpdir(), 'runde-interleavings-'))
  opened.defer(() => rm(folder, { recursive: true, force: true }))
  const path = join(folder, 'redis.sock')
  const args = ['--port', '0', '--unixsocket', path, '--save', '', '--appendonly', 'no', '--dir', folder]
  const lines: string[] = []
  opened.use(startChild({ command: program, args, env: { PATH: process.env.PATH ?? '' }, onLine: (line) => lines.push(line) }))
  const redis = new Redis({ path, lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 })
  opened.defer(() => redis.disconnect())
  redis.on('error', () => {})
  await until(() => redis.connect().then(() => true), { what: `Redis to answer (${lines.slice(-3).join(' ')})` })
  const resources = opened.move()
  return { redis, [Symbol.asyncDispose]: () => resources.disposeAsync() }
}
