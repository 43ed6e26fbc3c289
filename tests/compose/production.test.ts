import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:https'
import { connect, type TLSSocket } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { examine } from '../doctor/run-doctor.ts'
import { api, newMeeting } from '../integration/api.ts'
import { findChromium } from '../support/chromium.ts'
import { followMeeting } from '../support/event-source.ts'
import { until } from '../support/wait.ts'
import { type Authority, trustAuthority, writeAuthority } from './authority.ts'
import { browserFlags } from './browser-flags.ts'
import { type Composition, startComposition } from './composition.ts'
import { clientAddresses, domain, insistOnInternet, publicAddress, turnDomain } from './internet.ts'
import { visit } from './visitor.ts'

const baseUrl = `https://${domain}`
const services = ['proxy', 'gateway', 'livekit', 'room-service', 'token-service', 'webhook', 'redis', 'nats']
const root = fileURLToPath(new URL('../..', import.meta.url))

const resources = new AsyncDisposableStack()
let composition: Composition
let authority: Authority

beforeAll(async () => {
  insistOnInternet()
  const files = resources.use(await writeAuthority())
  const env = {
    COMPOSE_FILE: 'docker-compose.yml:docker-compose.production.yml:tests/compose/authority.yml',
    RUNDE_DOMAIN: domain,
    RUNDE_TURN_DOMAIN: turnDomain,
    RUNDE_MEDIA_ADDRESS: publicAddress,
    RUNDE_BIND: publicAddress,
    RUNDE_NETWORK: '10.87.20',
    RUNDE_ACME_SERVER: files.directory,
    AUTHORITY_FILES: files.folder,
  }
  composition = resources.use(await startComposition({ project: 'runde-production-check', baseUrl, env }))
  authority = await trustAuthority(publicAddress, files)
})

afterAll(() => resources.disposeAsync())

/** A connection to the proxy under a name, with a certificate that is right for it. @throws when it has none */
const secured = async (servername: string): Promise<TLSSocket> => {
  const socket = connect({ host: publicAddress, port: 443, servername, ALPNProtocols: ['h2', 'http/1.1'] })
  await once(socket, 'secureConnect')
  return socket
}

const certificateOf = async (name: string): Promise<X509Certificate> => {
  const socket = await secured(name)
  const { raw } = socket.getPeerCertificate()
  socket.destroy()
  return new X509Certificate(raw)
}

const client = api(baseUrl)
const create = () => newMeeting(client)
const join = (id: string, name: string) => client.join(id, { display_name: name })

const startBrowser = (...flags: readonly string[]): Promise<Browser> =>
  chromium.launch({ executablePath: findChromium(), args: [...browserFlags, authority.chromiumFlag, ...flags] })

test('each name gets a certificate of its own, soon after the start', async () => {
  for (const name of [domain, turnDomain]) {
    const certificate = await until(() => certificateOf(name), { what: `a certificate for ${name}`, within: 60_000 })
    expect(certificate.subjectAltName).toBe(`DNS:${name}`)
    expect(certificate.issuer).toContain('Pebble')
  }
})

test('another name gets no certificate at all', async () => {
  await expect(secured('other.runde.test')).rejects.toThrow(/unrecognized name|handshake failure/i)
})

test('the page comes over HTTP/2, and browsers are told to come by https alone', async () => {
  const socket = await secured(domain)
  expect(socket.alpnProtocol).toBe('h2')
  socket.destroy()
  const { status, body, headers } = await client.health()
  expect({ status, body }).toMatchObject({ status: 200, body: { status: 'ok', parts: { nats: 'ok', redis: 'ok', livekit: 'ok' } } })
  expect(headers.get('strict-transport-security')).toBe('max-age=31536000')
})

test('http leads to https', async () => {
  const { status, headers } = await fetch(`http://${domain}/meeting/abc?x=1`, { redirect: 'manual' })
  expect({ status, to: headers.get('location') }).toEqual({ status: 301, to: `${baseUrl}/meeting/abc?x=1` })
})

test('a browser goes on by HTTP/3', async () => {
  await using browser = await startBrowser(`--origin-to-force-quic-on=${domain}:443`)
  const page = await browser.newPage()
  await page.goto(baseUrl)
  const protocol = await page.evaluate(() => (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming).nextHopProtocol)
  expect(protocol).toBe('h3')
  expect((await client.health()).headers.get('alt-svc')).toContain('h3=":443"')
})

test('links and signalling are https and wss', async () => {
  const { meeting_id, meeting_url } = await create()
  expect(meeting_url).toBe(`${baseUrl}/meeting/${meeting_id}`)
  const { body } = await join(meeting_id, 'Ada')
  expect(body.livekit_url).toBe(`wss://${domain}`)
})

test('events arrive while the stream is open', async () => {
  const { meeting_id, host_key } = await create()
  await using events = await followMeeting(baseUrl, meeting_id)
  await events.next('meeting')
  await client.asHost(meeting_id, host_key).change({ name: 'Standup' })
  await events.next('meeting', ({ data }) => data.name === 'Standup')
  expect(events.ended()).toBe(false)
})

test('two people see each other', async () => {
  await using browser = await startBrowser('--disable-quic')
  const { meeting_url } = await create()
  await using ada = await visit(browser, meeting_url, 'Ada')
  await using bo = await visit(browser, meeting_url, 'Bo')
  await Promise.all([ada.seesMoving(2), bo.seesMoving(2)])
  expect(new Set([...(await ada.protocols()), ...(await bo.protocols())])).toEqual(new Set(['udp']))
})

test('two people see each other by way of TURN alone, on the port of the page', async () => {
  await using browser = await startBrowser('--disable-quic')
  const { meeting_url } = await create()
  await using ada = await visit(browser, meeting_url, 'Ada', { relayed: true })
  await using bo = await visit(browser, meeting_url, 'Bo', { relayed: true })
  await Promise.all([ada.seesMoving(2), bo.seesMoving(2)])
  expect(new Set([...(await ada.protocols()), ...(await bo.protocols())])).toEqual(new Set(['turn/tls']))
})

test('the doctor finds everything well, TURN included', async () => {
  const report = await examine('--url', baseUrl, '--ca', authority.caFile)
  expect(report.names).toMatchObject({ warning: [], failed: [], skipped: [] })
  expect(report.said('udp')).toContain(`${publicAddress}:7882`)
  expect(report.said('tcp')).toContain(`${publicAddress}:7881`)
  expect(report.said('turn')).toContain(`${turnDomain}:443`)
})

/** Asks for a meeting that does not exist, from an address, and tells the status. */
const miss = (localAddress: string, headers: Record<string, string> = {}) =>
  new Promise<number>((resolve, reject) => {
    request(`${baseUrl}/api/v1/meetings/abc-defg-hjk/exists`, { localAddress, headers, agent: false }, (answer) => {
      answer.resume().once('end', () => resolve(answer.statusCode ?? 0))
    })
      .on('error', reject)
      .end()
  })

test('clients are counted by their own addresses, whatever they say of themselves', async () => {
  const [one, other] = clientAddresses
  const statuses: number[] = []
  while (statuses.at(-1) !== 429 && statuses.length < 12) statuses.push(await miss(one))
  expect(statuses).toEqual([...Array(10).fill(404), 429])
  expect(await miss(one, { 'x-forwarded-for': '203.0.113.1', 'x-real-ip': '203.0.113.1', forwarded: 'for=203.0.113.1' })).toBe(429)
  expect(await miss(other)).toBe(404)
})

test('the page, TURN and media are published, and nothing else', async () => {
  const published = await composition.compose('ps', '--format', '{{.Ports}}', ...services)
  const reachable = published.match(/\S+->\S+/g)?.map((port) => port.replace(/,$/, ''))
  const expected = ['443->8443/tcp', '443->8443/udp', '7881->7881/tcp', '7882->7882/udp', '80->8080/tcp']
  expect(reachable?.sort()).toEqual(expected.map((port) => `${publicAddress}:${port}`))
})

test('the proxy runs without rights and cannot change itself', async () => {
  expect(await composition.compose('exec', '-T', 'proxy', 'id', '-u')).toBe('1000')
  await expect(composition.compose('exec', '-T', 'proxy', 'touch', '/new')).rejects.toThrow('Read-only file system')
  expect(await composition.inspect('proxy', '{{.HostConfig.CapDrop}} {{.HostConfig.CapAdd}}')).toBe('[ALL] []')
})

test('meetings and certificates outlive an upgrade', async () => {
  const { meeting_id } = await create()
  const before = await certificateOf(domain)
  await composition.compose('up', '--detach', '--wait', '--build', '--force-recreate')
  // Asked more often, it would be held against us.
  const patiently = { what: 'the meeting to let people in again', every: 1_000 }
  await until(async () => (await join(meeting_id, 'Ada')).status === 200, patiently)
  expect((await certificateOf(domain)).serialNumber).toBe(before.serialNumber)
})

const config = (env: NodeJS.ProcessEnv) =>
  promisify(execFile)('docker', ['compose', '--env-file', '.env.example', 'config', '--services'], {
    cwd: root,
    env: { ...process.env, ...env },
  })

test('.env.example needs the domain and nothing else', async () => {
  await expect(config({})).rejects.toThrow('Set RUNDE_DOMAIN in .env to the name under which people open Runde')
  expect((await config({ RUNDE_DOMAIN: domain })).stdout.split('\n')).toContain('proxy')
})
