import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { api, newMeeting } from '../integration/api.ts'
import { findChromium } from '../support/chromium.ts'
import { until } from '../support/wait.ts'
import { blockUdp } from './blocked-udp.ts'
import { browserFlags } from './browser-flags.ts'
import { type Composition, startComposition, usual } from './composition.ts'
import { visit } from './visitor.ts'

const services = ['gateway', 'room-service', 'token-service', 'webhook']

const resources = new AsyncDisposableStack()
let composition: Composition
let browser: Browser

beforeAll(async () => {
  composition = resources.use(await startComposition(usual))
  browser = await chromium.launch({ executablePath: findChromium(), args: [...browserFlags, '--disable-quic'] })
  resources.defer(() => browser.close())
})

afterAll(() => resources.disposeAsync())

/** What a line of JavaScript comes to in the container of a service. */
const inside = (service: string, line: string) => composition.compose('exec', '-T', service, 'node', '-p', line)
const livekitSecret = () => inside('token-service', `fs.readFileSync('/secrets/livekit_api_secret', 'utf8')`)

const client = () => api(composition.baseUrl)
const create = () => newMeeting(client())
const join = (id: string, name: string) => client().join(id, { display_name: name })

interface Claims {
  readonly sub: string
  readonly video: { readonly room: string }
}

const claimsOf = (token: string): Claims => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())

test('every part answers as soon as "up --wait" returns', async () => {
  const { status, body } = await client().health()
  expect({ status, body }).toMatchObject({ status: 200, body: { status: 'ok', parts: { nats: 'ok', redis: 'ok', livekit: 'ok' } } })
})

test('a meeting is made and two people get tokens for it', async () => {
  const meeting = await create()
  expect(meeting.meeting_url).toBe(`${composition.baseUrl}/meeting/${meeting.meeting_id}`)
  const answers = await Promise.all(['Ada', 'Bo'].map((name) => join(meeting.meeting_id, name)))
  const claims = answers.map(({ body }) => claimsOf(body.token))
  expect(claims.map(({ video }) => video.room)).toEqual([meeting.meeting_id, meeting.meeting_id])
  expect(new Set(claims.map(({ sub }) => sub)).size).toBe(2)
})

test('two people see each other', async () => {
  const { meeting_url } = await create()
  await using ada = await visit(browser, meeting_url, 'Ada')
  await using bo = await visit(browser, meeting_url, 'Bo')
  await Promise.all([ada.seesMoving(2), bo.seesMoving(2)])
  expect(new Set([...(await ada.protocols()), ...(await bo.protocols())])).toEqual(new Set(['udp']))
})

test('two people see each other over TCP where the network stops UDP', async () => {
  const addresses = await composition.inspect('livekit', '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}')
  using _ = blockUdp({ mediaPort: 7882, serverAddresses: addresses.trim().split(' ') })
  const { meeting_url } = await create()
  await using ada = await visit(browser, meeting_url, 'Ada')
  await using bo = await visit(browser, meeting_url, 'Bo')
  await Promise.all([ada.seesMoving(2), bo.seesMoving(2)])
  expect(new Set([...(await ada.protocols()), ...(await bo.protocols())])).toEqual(new Set(['tcp']))
})

test('only the page and media are published, on this machine alone', async () => {
  const published = await composition.compose('ps', '--format', '{{.Ports}}')
  const reachable = published.match(/\S+->\S+/g)?.map((port) => port.replace(/,$/, ''))
  expect(reachable?.sort()).toEqual(['127.0.0.1:7881->7881/tcp', '127.0.0.1:7882->7882/udp', '127.0.0.1:8000->8000/tcp'])
})

test.each(services)('%s runs without rights and cannot change itself', async (service) => {
  expect(await inside(service, 'process.getuid()')).toBe('1000')
  await expect(inside(service, `fs.writeFileSync('bundle/new', '')`)).rejects.toThrow('EROFS: read-only file system')
})

test.each(services)('%s has no shell, and says what it is made of', async (service) => {
  // Docker's codes for what cannot be executed, and what is not there.
  await expect(composition.compose('exec', '-T', service, 'sh', '-c', 'true')).rejects.toMatchObject({ code: expect.toBeOneOf([126, 127]) })
  const { bomFormat, components } = JSON.parse(await inside(service, `fs.readFileSync('sbom.cdx.json', 'utf8')`))
  expect(bomFormat).toBe('CycloneDX')
  expect(await inside(service, `fs.readFileSync('bundle/licences.txt', 'utf8')`)).toContain('Copyright (c) 2016-present The Fastify team')
  expect(components.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining(['fastify', 'nats', 'ioredis']))
})

test('the gateway holds no secret of LiveKit', async () => {
  const secret = await livekitSecret()
  expect(secret.length).toBeGreaterThanOrEqual(32)
  const mounts = await composition.inspect('gateway', '{{range .Mounts}}{{.Destination}} {{end}}')
  expect(mounts.trim()).toBe('/secrets')
  expect(await composition.inspect('gateway', '{{json .Config}}')).not.toContain(secret)
})

test('meetings outlive a crash of Redis and NATS, and service resumes by itself', async () => {
  const { meeting_id } = await create()
  await composition.compose('kill', 'redis', 'nats')
  await composition.compose('up', '--detach', '--wait', '--no-build', 'redis', 'nats')
  await until(async () => (await join(meeting_id, 'Ada')).status === 200, { what: 'the meeting to let people in again' })
})

test('secrets outlive containers', async () => {
  const before = await livekitSecret()
  await composition.compose('down')
  await composition.compose('up', '--detach', '--wait', '--no-build')
  expect(await livekitSecret()).toBe(before)
  expect((await client().health()).body.status).toBe('ok')
})

test('a service ends in time when it is asked to', async () => {
  await composition.compose('stop', '--timeout', '25', ...services)
  const ended = await composition.compose('ps', '--all', '--format', '{{.Service}} {{.ExitCode}}', ...services)
  expect(ended.split('\n').sort()).toEqual(services.map((service) => `${service} 0`))
})
