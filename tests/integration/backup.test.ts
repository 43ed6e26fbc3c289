import { appendFile, copyFile, cp, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeBackup } from '@runde/deploy/backup/make-backup'
import { type RestoreOptions, restoreBackup } from '@runde/deploy/backup/restore-backup'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectToNats, readEvents } from '../faults/end-state.ts'
import { type Installation, startInstallation } from '../support/backup-site.ts'
import { startBots } from '../support/bots.ts'
import { followMeeting } from '../support/event-source.ts'
import { startServers } from '../support/servers.ts'
import { until } from '../support/wait.ts'
import { type Api, api, newMeeting } from './api.ts'
import { type Check, kindsOfMeetings } from './backup-meetings.ts'

const resources = new AsyncDisposableStack()
afterAll(() => resources.disposeAsync())

const clientOf = ({ stack }: Installation): Api => api(stack.baseUrl)
const bots = ({ stack, servers }: Installation, meetingId: string, ...names: string[]) =>
  startBots({
    ...{ baseUrl: stack.baseUrl, livekitUrl: servers.livekitUrl, meetingId },
    people: names.map((name) => ({ name, video: false })),
  })
const isCounted = (client: Api, id: string, people: number) =>
  until(async () => (await client.info(id)).body.num_participants === people, { what: `${people} to be counted`, within: 60_000 })

/** Creates meetings one after the other until it is disposed. */
const load = (client: Api) => {
  const acknowledged: { readonly id: string; readonly at: number }[] = []
  let going = true
  const run = async () => {
    while (going) {
      const { status, body } = await client.create({ name: 'Last' })
      if (status === 200) acknowledged.push({ id: body.meeting_id, at: performance.now() })
    }
  }
  const running = Promise.all([run(), run()])
  return {
    acknowledged,
    async [Symbol.asyncDispose]() {
      going = false
      await running
    },
  }
}

/** Everything that the commands tell. */
const told: string[] = []
const say = (line: string) => void told.push(line)
const carefully: RestoreOptions = { replace: false, alone: false, say }
const replacing: RestoreOptions = { ...carefully, replace: true }

const newFolder = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'runde-backup-'))
  resources.defer(() => rm(folder, { recursive: true, force: true }))
  return folder
}
const install = async () => {
  const servers = resources.use(await startServers({ way: 'local' }))
  return resources.use(await startInstallation(servers))
}

/** A version that was given to two different events; the same one twice is a repeat, which is allowed. */
const versionsGivenTwice = async ({ servers }: Installation): Promise<string[]> => {
  const nats = await connectToNats(servers.natsUrl)
  const known = new Map<string, string>()
  const twice: string[] = []
  for (const event of await readEvents(nats)) {
    const name = `${event.meeting_id}:${event.version}`
    const before = known.get(name)
    if (before !== undefined && before !== JSON.stringify(event)) twice.push(name)
    known.set(name, JSON.stringify(event))
  }
  await nats.close()
  return twice
}

describe('into a fresh installation, when everything was lost', () => {
  const checks = new Map<string, Check>()
  const before: string[] = []
  let busy = ''
  let endedLater = ''
  let folder = ''
  let there: Installation

  beforeAll(async () => {
    {
      const servers = await startServers({ way: 'local' })
      await using lost = new AsyncDisposableStack()
      lost.use(servers)
      const here = lost.use(await startInstallation(servers))
      const client = clientOf(here)
      for (const [kind, make] of Object.entries(kindsOfMeetings)) checks.set(kind, await make(client))
      busy = (await newMeeting(client)).meeting_id
      const later = await newMeeting(client)
      endedLater = later.meeting_id
      await using _people = await bots(here, busy, 'Mira', 'Jonas')
      await isCounted(client, busy, 2)
      await using creating = load(client)
      await until(() => creating.acknowledged.length > 20, { what: 'some load' })
      const begun = performance.now()
      folder = await makeBackup(here.site, await newFolder(), say)
      before.push(...creating.acknowledged.filter(({ at }) => at < begun).map(({ id }) => id))
      const after = creating.acknowledged.length
      expect((await client.asHost(endedLater, later.host_key).end()).status).toBe(200)
      await until(() => creating.acknowledged.length > after + 10, { what: 'more load' })
    }
    there = await install()
    await restoreBackup(there.site, folder, carefully)
  })

  test('every meeting that was acknowledged before the backup began is there', async () => {
    const missing: string[] = []
    for (const id of before) if ((await clientOf(there).exists(id)).status !== 200) missing.push(id)
    expect(missing).toEqual([])
    expect(before.length).toBeGreaterThan(20)
  })

  test.each(Object.keys(kindsOfMeetings))('with everything that belongs to it: %s', async (kind) => {
    await checks.get(kind)?.(clientOf(there))
  })

  test('whoever was connected is not counted any more, and people meet there again', async () => {
    const client = clientOf(there)
    await isCounted(client, busy, 0)
    await using _people = await bots(there, busy, 'Mira', 'Jonas', 'Ada')
    await isCounted(client, busy, 3)
  })

  test('a meeting that was ended after the backup is open again: nobody is left who knows of its end', async () => {
    expect((await clientOf(there).exists(endedLater)).body).toMatchObject({ exists: true, status: 'open' })
  })

  test('changes are told, by versions that were never used', async () => {
    const client = clientOf(there)
    const { meeting_id, host_key } = await newMeeting(client)
    await using live = await followMeeting(there.stack.baseUrl, meeting_id)
    await live.next('meeting')
    await client.asHost(meeting_id, host_key).change({ name: 'Danach' })
    await live.next('meeting', ({ data }) => data.name === 'Danach')
    expect(await versionsGivenTwice(there)).toEqual([])
  })

  test('a browser that comes back from before is told how the meeting is', async () => {
    await using live = await followMeeting(there.stack.baseUrl, busy, { lastEventId: '999-12' })
    await live.next('meeting')
  })
})

describe('where only Redis was lost', () => {
  let here: Installation
  let folder = ''
  const asBefore: { readonly [what: string]: Awaited<ReturnType<typeof newMeeting>> } = {}

  /** Redis's volume is another, empty one. */
  const loseRedis = async () => {
    await here.servers.redis.stop()
    await rm(join(here.dataDir, 'appendonlydir'), { recursive: true })
    await here.servers.redis.start()
  }

  beforeAll(async () => {
    here = await install()
    for (const what of ['ended', 'changed', 'extended', 'idle', 'followed', 'busy'])
      Object.assign(asBefore, { [what]: await newMeeting(clientOf(here), { expires_in: what === 'extended' ? 90 : 3_600 }) })
    folder = await makeBackup(here.site, await newFolder(), say)
  })
  const meeting = (what: string) => {
    const found = asBefore[what]
    if (!found) throw new Error(what)
    return { ...found, host: clientOf(here).asHost(found.meeting_id, found.host_key) }
  }

  test('what happened since then is known by its room and by NATS, and nothing is told twice', async () => {
    const client = clientOf(here)
    const [ended, changed, extended, followed, busy] = ['ended', 'changed', 'extended', 'followed', 'busy'].map(meeting)
    if (!ended || !changed || !extended || !followed || !busy) throw new Error('no meetings')
    expect((await ended.host.end()).status).toBe(200)
    const another = (await changed.host.grantHostKey()).body
    await changed.host.change({ passcode: '1357-Ahorn', name: 'Geändert' })
    await extended.host.change({ expires_in: 7_200 })
    const later = await newMeeting(client, { name: 'Danach gemacht' })
    const known = async (id: string) => (await client.info(id)).body
    const [changedBefore, extendedBefore, laterBefore] = [
      await known(changed.meeting_id),
      await known(extended.meeting_id),
      await known(later.meeting_id),
    ]
    await using live = await followMeeting(here.stack.baseUrl, followed.meeting_id)
    await live.next('meeting')
    await followed.host.change({ name: 'Erstens' })
    await followed.host.change({ name: 'Zweitens' })
    await live.next('meeting', ({ data }) => data.name === 'Zweitens')
    await using _people = await bots(here, busy.meeting_id, 'Mira', 'Jonas')
    await isCounted(client, busy.meeting_id, 2)

    await loseRedis()
    const { ending, newer } = await restoreBackup(here.site, folder, replacing)
    expect({ ending, newer: newer >= 2 }).toEqual({ ending: 1, newer: true })

    await until(async () => (await client.exists(ended.meeting_id)).status === 410, { what: 'the end to hold' })
    expect(await known(changed.meeting_id)).toEqual(changedBefore)
    expect((await client.asHost(changed.meeting_id, another.host_key).participants()).status).toBe(200)
    expect((await client.join(changed.meeting_id, { display_name: 'Ada', passcode: '1357-Ahorn' })).status).toBe(200)
    expect(await known(extended.meeting_id)).toEqual(extendedBefore)
    expect((await client.exists(meeting('idle').meeting_id)).status).toBe(200)
    await until(async () => (await known(later.meeting_id)).name === laterBefore.name, { what: 'the later one', within: 60_000 })
    expect(await known(later.meeting_id)).toEqual(laterBefore)
    // Nobody was admitted to it before the backup, so only the restore knows that it must be looked at.
    await isCounted(client, busy.meeting_id, 2)
    // Who followed goes on hearing, although the same number of changes as before would have had the same versions.
    for (const name of ['Drittens', 'Viertens', 'Fünftens']) {
      expect((await followed.host.change({ name })).status).toBe(200)
      await live.next('meeting', ({ data }) => data.name === name)
    }
    expect(await versionsGivenTwice(here)).toEqual([])
  })

  test('what is there is replaced only when that is wanted', async () => {
    await expect(restoreBackup(here.site, folder, carefully)).rejects.toThrow(/holds \d+ meetings\. With --replace/)
    expect((await clientOf(here).exists(meeting('idle').meeting_id)).status).toBe(200)
  })

  describe('a broken backup is refused, and nothing is changed:', () => {
    const flip = async (path: string, at: number) => {
      const bytes = await readFile(path)
      bytes[at] = (bytes[at] ?? 0) ^ 1
      await writeFile(path, bytes)
    }
    const manifestOf = (path: string) => join(path, 'manifest.json')
    test.each<[string, (path: string) => Promise<unknown>, RegExp]>([
      ['a byte is another', (path) => flip(join(path, 'redis.rdb'), 100), /redis\.rdb .* is not as it was written/],
      ['the end is missing', async (path) => truncate(join(path, 'redis.rdb'), 200), /redis\.rdb .* is not as it was written/],
      ['something was added', (path) => appendFile(join(path, 'secrets.json'), ' '), /secrets\.json .* is not as it was written/],
      ['a file is missing', (path) => rm(join(path, 'dead-letters.json')), /dead-letters\.json is missing/],
      ['it was interrupted', (path) => rm(manifestOf(path)), /is no backup/],
      ['its manifest is cut off', async (path) => truncate(manifestOf(path), 40), /is broken/],
    ])('%s', async (_, harm, message) => {
      const broken = join(await newFolder(), 'broken')
      await cp(folder, broken, { recursive: true })
      await harm(broken)
      await expect(restoreBackup(here.site, broken, replacing)).rejects.toThrow(message)
      expect((await clientOf(here).exists(meeting('idle').meeting_id)).status).toBe(200)
    })

    test('Redis does not take it', async () => {
      const wrong: Installation['site'] = {
        ...here.site,
        inVolume: async (script, args, streams) => {
          const answer = await here.site.inVolume(script, args, streams)
          if (args[1] === 'dump.rdb') await flip(join(here.dataDir, '.restore/dump.rdb'), 100)
          return answer
        },
      }
      await expect(restoreBackup(wrong, folder, replacing)).rejects.toThrow(
        /Nothing was restored, and Redis is as it was: .*did not arrive/s,
      )
      expect((await clientOf(here).exists(meeting('idle').meeting_id)).status).toBe(200)
    })
  })

  test('only its owner reads a backup, and no secret is told', async () => {
    for (const name of await readdir(folder)) expect((await stat(join(folder, name))).mode & 0o077).toBe(0)
    const { stateSecret, cookieSecret, redisUrls } = here.servers
    for (const secret of [stateSecret, cookieSecret, new URL(redisUrls.backup).password]) expect(told.join('\n')).not.toContain(secret)
    const copy = join(await newFolder(), 'manifest.json')
    await copyFile(join(folder, 'manifest.json'), copy)
    expect(await readFile(copy, 'utf8')).not.toContain(stateSecret)
  })
})
