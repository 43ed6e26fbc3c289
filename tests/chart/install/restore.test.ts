import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { api } from '../../integration/api.ts'
import { type Check, kindsOfMeetings } from '../../integration/backup-meetings.ts'
import { unlimited } from '../../support/service-settings.ts'
import { until } from '../../support/wait.ts'
import { forward, kubectl, namespace, removeNamespace, renewNamespace } from './cluster.ts'
import { install, secretData, uninstall, valuesOf } from './release.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const resources = new AsyncDisposableStack()
let folder: string

const values = valuesOf({ 'services.gateway.env': unlimited })

beforeAll(async () => {
  await renewNamespace()
  resources.defer(() => removeNamespace('--wait=false'))
  folder = resources.adopt(await mkdtemp(join(tmpdir(), 'runde-backup-')), (path) => rm(path, { recursive: true, force: true }))
  await install('laptop', ...values)
})

afterAll(() => resources.disposeAsync())

/** As docs/operations.md tells operators. */
const npmRun = async (script: 'backup' | 'restore', ...args: readonly string[]) => {
  const options = ['--', ...args, '--release', 'runde', '--namespace', namespace]
  return (await promisify(execFile)('npm', ['run', '--silent', script, ...options], { cwd: root })).stdout
}

/** A gateway and what its API does, for as long as its pod stands. */
const reach = async () => {
  const gateway = await forward('runde-gateway', 8000)
  const client = api(gateway.url)
  await until(async () => (await client.health()).status === 200, { what: 'the gateway to be well', within: 60_000, every: 500 })
  return { client, [Symbol.asyncDispose]: () => gateway[Symbol.asyncDispose]() }
}

const makeMeetings = async (): Promise<readonly Check[]> => {
  await using there = await reach()
  const checks: Check[] = []
  // One after the other: a forwarded port resets connections when many come at once.
  for (const make of Object.values(kindsOfMeetings)) checks.push(await make(there.client))
  return checks
}

test('an installation that was lost comes back in a new one, with other secrets', async () => {
  const checks = await makeMeetings()
  await npmRun('backup', '--to', folder)
  const [name = 'none'] = await readdir(folder)
  const secrets = await secretData()
  await uninstall()
  await until(async () => (await kubectl('get', 'persistentvolumeclaim,secret', '--output', 'name')) === '', {
    what: 'everything to be gone',
    within: 120_000,
    every: 1_000,
  })
  await install('laptop', ...values)
  expect((await secretData())['state-secret']).not.toBe(secrets['state-secret'])
  const said = await npmRun('restore', '--from', join(folder, name))
  console.info(said)
  expect((await secretData())['state-secret']).toBe(secrets['state-secret'])
  await using there = await reach()
  for (const check of checks) await check(there.client)
})
