import { paths, pathTo } from '@runde/contracts/paths'
import type { CreatedMeeting } from '@runde/contracts/rest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api, newMeeting } from '../../integration/api.ts'
import { unlimited } from '../../support/service-settings.ts'
import { trustedByChromium } from '../../support/trusted-by-chromium.ts'
import { until } from '../../support/wait.ts'
import { type Call, startCall } from './call.ts'
import { apply, kubectlJson, removeNamespace, renewNamespace } from './cluster.ts'
import { ingressClass, startIngressController } from './ingress-controller.ts'
import { leadTo } from './lead-to.ts'
import { domain, turnDomain } from './names.ts'
import { type Certificate, makeOwnAuthority, type OwnAuthority } from './own-authority.ts'
import { chosenValues, helmTest, install, pods, rollback, secretData, uidsOf, upgrade, valuesOf } from './release.ts'
import { startTraffic, type TrafficReport } from './traffic.ts'

const baseUrl = `https://${domain}`
const services = ['gateway', 'room-service', 'token-service', 'webhook']
const client = api(baseUrl)

const resources = new AsyncDisposableStack()
let authority: OwnAuthority
/** Where Chromium finds the two names. */
let resolverRules: string

/** As cert-manager writes them. */
const secretOf = (name: string, { chain, key }: Certificate) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name },
  type: 'kubernetes.io/tls',
  stringData: { 'tls.crt': chain, 'tls.key': key, 'ca.crt': authority.cert },
})

beforeAll(async () => {
  await renewNamespace()
  resources.defer(() => removeNamespace('--wait=false'))
  authority = await makeOwnAuthority()
  await apply(secretOf('meet-tls', await authority.issue(domain)), secretOf('turn-tls', await authority.issue(turnDomain)))
  const { podAddress, serviceAddress, outside } = resources.use(await startIngressController())
  resources.use(leadTo({ name: domain, ...outside, ca: authority.cert }))
  resolverRules = `MAP ${domain} ${outside.address}:${outside.port},MAP ${turnDomain} ${outside.address}`
  const values = {
    host: domain,
    keep: false,
    trustedProxies: [podAddress],
    'ingress.className': ingressClass,
    'ingress.tls': { secretName: 'meet-tls', clusterIssuer: '' },
    'livekit.turn': {
      enabled: true,
      domain: turnDomain,
      secretName: 'turn-tls',
      exposure: 'hostPort',
      peerNetworks: [`${outside.address}/32`],
    },
    // The names are in no DNS, and the cluster's own is not ours to change.
    doctor: {
      caSecret: 'meet-tls',
      hostAliases: [
        { ip: serviceAddress, hostnames: [domain] },
        { ip: outside.address, hostnames: [turnDomain] },
      ],
    },
    'services.gateway.env': unlimited,
  }
  await install('one-vm', ...valuesOf(values))
  await until(async () => (await client.health()).status === 200, { what: 'the ingress to lead to a gateway that is well', within: 60_000 })
})

afterAll(() => resources.disposeAsync())

const statusOf = async (path: string) => (await fetch(baseUrl + path)).status

test('the ingress leads to pages and API, and of LiveKit to signalling alone', async () => {
  expect((await client.health()).body).toMatchObject({ status: 'ok', parts: { nats: 'ok', redis: 'ok', livekit: 'ok' } })
  expect(await statusOf(paths.home)).toBe(200)
  // LiveKit wants a token; its API is not there.
  expect(await statusOf(`${paths.signalling}/validate`)).toBe(401)
  expect(await statusOf('/twirp/livekit.RoomService/ListRooms')).toBe(404)
})

test('links and signalling are those of the host', async () => {
  const { meeting_id, meeting_url } = await newMeeting(client)
  expect(meeting_url).toBe(baseUrl + pathTo(paths.meetingPage, meeting_id))
  expect((await client.join(meeting_id, { display_name: 'Ada' })).body.livekit_url).toBe(`wss://${domain}`)
})

test('helm test passes: the doctor finds every hop well, media over UDP, TCP and TURN too', async () => {
  const table = await helmTest()
  console.info(table)
  for (const way of ['UDP', 'ICE/TCP', 'TURN/TLS']) expect(table).toMatch(new RegExp(`^Media over ${way} +ok `, 'm'))
  expect(table).toMatch(/^Calls work: 14 ok \(/m)
})

const shown = ({ requests, streams, slowest, putOff }: TrafficReport) =>
  `${requests} requests, slowest ${slowest.toFixed(0)} ms, ${putOff.length} put off, stream of events opened ${streams} times`

const inOrder = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)

describe('a call', () => {
  const opened = new AsyncDisposableStack()
  let meeting: CreatedMeeting
  let call: Call

  beforeAll(async () => {
    meeting = await newMeeting(client, { name: 'Call' })
    const flags = [trustedByChromium(authority.cert), `--host-resolver-rules=${resolverRules}`]
    call = opened.use(await startCall({ baseUrl, meetingUrl: meeting.meeting_url, flags }))
  })

  afterAll(() => opened.disposeAsync())

  test('goes through the ingress: both see each other', async () => {
    await call.bothSee('through the ingress')
    await call.bothAreTold()
  })

  /** Changes the release while people talk and others come; answers what they noticed. */
  const changeUnderLoad = async (change: () => Promise<unknown>) => {
    const documents = await call.documents()
    const traffic = await startTraffic(baseUrl)
    await call.forget()
    await until(() => traffic.requests() > 200, { what: '200 requests before the change' })
    const before = await call.longestGap()
    await call.forget()
    await change()
    await call.bothSee('after the change')
    const during = await call.longestGap()
    await call.bothAreTold()
    const soFar = traffic.requests()
    await until(() => traffic.requests() > soFar + 100, { what: '100 requests after the change' })
    const report = await traffic.stop()
    expect(await call.documents(), 'nobody reloaded').toEqual(documents)
    expect(report.failed, 'failed requests').toEqual([])
    expect(report.failedStreams).toEqual([])
    expect(report.told).toEqual(inOrder(report.told))
    expect(report.told).toContain(report.named.at(-1))
    return { report, before, during }
  }

  test('helm upgrade of the four services: no request fails, and nobody is lost', async () => {
    const [secrets, running] = [await secretData(), await pods()]
    const { report, before, during } = await changeUnderLoad(() => upgrade('--set', 'defaults.env.LOG_LEVEL=debug'))
    console.info(
      `upgrade of the four services: ${shown(report)}; longest without a frame ${during.toFixed(0)} ms, before it ${before.toFixed(0)} ms`,
    )
    const after = await pods()
    for (const service of services) expect(uidsOf(after, service)).not.toEqual(uidsOf(running, service))
    expect(uidsOf(after, 'livekit', 'nats', 'redis')).toEqual(uidsOf(running, 'livekit', 'nats', 'redis'))
    expect(await secretData()).toEqual(secrets)
    expect(report.putOff).toEqual([])
  })

  test('helm upgrade that restarts LiveKit: everybody is back by themselves', async () => {
    const running = await pods()
    const { report, before, during } = await changeUnderLoad(() => upgrade('--set', 'livekit.resources.limits.memory=1536Mi'))
    console.info(
      `upgrade that restarts LiveKit: ${shown(report)}; longest without a frame ${during.toFixed(0)} ms, before it ${before.toFixed(0)} ms`,
    )
    const after = await pods()
    expect(uidsOf(after, 'livekit')).not.toEqual(uidsOf(running, 'livekit'))
    expect(uidsOf(after, ...services, 'nats', 'redis')).toEqual(uidsOf(running, ...services, 'nats', 'redis'))
    // Without LiveKit nobody can create or join: they are told so, and when to ask again.
    expect(report.putOff.filter(({ what }) => !/^POST (create|join)$/.test(what))).toEqual([])
  })

  test('helm rollback gives the values back, and everything goes on', async () => {
    const limits = async () =>
      (
        await kubectlJson<{ spec: { template: { spec: { containers: [{ resources: { limits: { memory: string } } }] } } } }>(
          'get',
          'statefulset',
          'runde-livekit',
        )
      ).spec.template.spec.containers[0].resources.limits.memory
    const secrets = await secretData()
    expect(await limits()).toBe('1536Mi')
    const { report, during } = await changeUnderLoad(() => rollback())
    console.info(`rollback: ${shown(report)}; longest without a frame ${during.toFixed(0)} ms`)
    expect(await limits()).toBe('2Gi')
    expect(await chosenValues()).toMatchObject({ host: domain, defaults: { env: { LOG_LEVEL: 'debug' } } })
    expect(await secretData()).toEqual(secrets)
    expect((await client.join(meeting.meeting_id, { display_name: 'Eve' })).status).toBe(200)
  })
})
