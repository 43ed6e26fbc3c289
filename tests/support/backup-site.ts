import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runTool } from '@runde/deploy/backup/run-tool'
import type { KeptSecrets, Site } from '@runde/deploy/backup/site'
import { findOnPath } from '@runde/deploy/programs'
import { provideServers } from '@runde/deploy/provide'
import { Redis } from 'ioredis'
import type { Servers } from './servers.ts'
import { serviceSettings } from './service-settings.ts'
import { type Stack, startStack } from './stack.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Servers of this machine with the services, as one installation that can be backed up and restored. */
export interface Installation extends AsyncDisposable {
  readonly servers: Servers
  /** Another one after the secrets have changed. */
  readonly stack: Stack
  readonly site: Site
  /** What Redis keeps, a folder. */
  readonly dataDir: string
}

/** A folder for PATH, where `redis-cli` finds the server of the tests, and `redis-server` is the one that they run. */
const tools = async (servers: Servers): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'runde-tools-'))
  const { 'redis-server': server } = await provideServers({ names: ['redis-server'] })
  const cli = findOnPath('redis-cli') ?? join(server, '../redis-cli')
  const write = async (name: string, program: string) => {
    await writeFile(join(folder, name), `#!/bin/sh\nexec ${program} "$@"\n`)
    await chmod(join(folder, name), 0o755)
  }
  await write('redis-cli', `${cli} -p ${new URL(servers.redisUrl).port}`)
  await write('redis-server', server)
  return folder
}

const folderOf = async ({ redisUrl }: Servers): Promise<string> => {
  const redis = new Redis(redisUrl)
  const [, dataDir = ''] = (await redis.config('GET', 'dir')) as string[]
  redis.disconnect()
  return dataDir
}

const environmentOf = ({ 'state-secret': STATE_SECRET, 'cookie-secret': COOKIE_SECRET }: KeptSecrets) =>
  ({ 'room-service': { STATE_SECRET }, gateway: { COOKIE_SECRET } }) as const

/** The servers run as processes of this machine. */
export const startInstallation = async (servers: Servers): Promise<Installation> => {
  await using opened = new AsyncDisposableStack()
  const path = opened.adopt(await tools(servers), (folder) => rm(folder, { recursive: true, force: true }))
  const dataDir = await folderOf(servers)
  const env = { PATH: `${path}:${process.env.PATH}`, REDISCLI_AUTH: new URL(servers.redisUrls.backup).password }
  let secrets: KeptSecrets = { 'state-secret': servers.stateSecret, 'cookie-secret': servers.cookieSecret }
  let stack = await startStack({ servers, env: environmentOf(secrets) })
  opened.defer(() => stack[Symbol.asyncDispose]())
  const site: Site = {
    name: 'the installation of the tests',
    dataDir,
    inRedis: (script, streams) => runTool('sh', ['-ec', script], { ...streams, env }),
    inVolume: (script, args, streams) => runTool('sh', ['-ec', script, 'sh', ...args], { ...streams, env }),
    inService(service, args) {
      const [replica] = stack.replicas(service)
      const settings = { ...serviceSettings(service, { servers, baseUrl: stack.baseUrl }), ...environmentOf(secrets)[service] }
      const own = { ...settings, INTERNAL_PORT: `${replica?.ports.INTERNAL_PORT}`, PATH: process.env.PATH }
      return runTool(process.execPath, args, { cwd: root, env: own })
    },
    programOf: (service, name) => `services/${service}/src/${name}.ts`,
    readSecrets: async () => secrets,
    async writeSecrets(wanted) {
      secrets = wanted
      await stack[Symbol.asyncDispose]()
      stack = await startStack({ servers, env: environmentOf(secrets) })
    },
    async stop() {
      await Promise.all(stack.replicas('room-service').map((replica) => replica.stop()))
      await servers.redis.stop()
    },
    async start() {
      await servers.redis.start()
      for (const replica of stack.replicas('room-service')) replica.start()
      await stack.healthy()
    },
  }
  const resources = opened.move()
  return {
    servers,
    get stack() {
      return stack
    },
    site,
    dataDir,
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  }
}
