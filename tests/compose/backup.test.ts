import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { composeSite } from '@runde/deploy/backup/compose-site'
import { makeBackup } from '@runde/deploy/backup/make-backup'
import { restoreBackup } from '@runde/deploy/backup/restore-backup'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { api, newMeeting } from '../integration/api.ts'
import { kindsOfMeetings } from '../integration/backup-meetings.ts'
import { type Composition, startComposition, usual } from './composition.ts'

const resources = new AsyncDisposableStack()
let composition: Composition
let folder: string

beforeAll(async () => {
  composition = resources.use(await startComposition(usual))
  folder = resources.adopt(await mkdtemp(join(tmpdir(), 'runde-backup-')), (path) => rm(path, { recursive: true, force: true }))
})

afterAll(() => resources.disposeAsync())

/** What a service holds: `docker compose restart` of others leaves it as it is. */
const startedAt = (service: string) => composition.inspect(service, '{{.State.StartedAt}}')

test('a composition that was lost comes back in a new one, with other secrets', async () => {
  const client = api(composition.baseUrl)
  const checks = await Promise.all(Object.values(kindsOfMeetings).map((make) => make(client)))
  const { meeting_id, host_key } = await newMeeting(client)
  const backup = await makeBackup(composeSite(usual.project), folder, () => {})
  await composition.compose('down', '--volumes')
  await composition.compose('up', '--detach', '--wait', '--no-build')
  expect((await client.exists(meeting_id)).status).toBe(404)
  await restoreBackup(composeSite(usual.project), backup, { replace: false, alone: false, say: () => {} })
  expect((await client.asHost(meeting_id, host_key).participants()).status).toBe(200)
  for (const check of checks) await check(client)
})

test('whoever is in a call stays in it: gateway, LiveKit and NATS go on while data are put in their place', async () => {
  const staying = ['gateway', 'livekit', 'nats', 'token-service', 'webhook']
  const before = await Promise.all(staying.map(startedAt))
  const client = api(composition.baseUrl)
  const backup = await makeBackup(composeSite(usual.project), folder, () => {})
  const since = await newMeeting(client, { passcode: '1357-Ahorn' })
  await restoreBackup(composeSite(usual.project), backup, { replace: true, alone: false, say: () => {} })
  expect(await Promise.all(staying.map(startedAt))).toEqual(before)
  expect((await client.exists(since.meeting_id)).status).toBe(200)
})
