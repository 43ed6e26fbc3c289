import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newMeeting } from '../../integration/api.ts'
import { serviceNames as services } from '../../support/service-process.ts'
import { until } from '../../support/wait.ts'
import { type Call, startCall } from './call.ts'
import { changeUnderLoad } from './change-under-load.ts'
import { kubectlJson } from './cluster.ts'
import { expectWays } from './doctor-finds.ts'
import { expectLeading } from './leads.ts'
import { turnDomain } from './names.ts'
import { ingressClass, proxyNamespace } from './proxy.ts'
import { partOf, pods, uidsOf, upgrade, valuesOf } from './release.ts'
import { meetTls, openSite, type Site, turnTls } from './site.ts'

const resources = new AsyncDisposableStack()
let site: Site
/** Of the load balancer of TURN, which has the port of https for itself. */
let turnAddress: string

const balancerOfTurn = async () => {
  const { status } = await kubectlJson<{ status: { loadBalancer: { ingress?: readonly { ip: string }[] } } }>(
    'get',
    'service',
    'runde-turn',
  )
  return status.loadBalancer.ingress?.[0]?.ip
}

beforeAll(async () => {
  site = resources.use(await openSite('ingress'))
  const node = `${site.proxy.nodeAddress}/32`
  await site.install('cloud', {
    'ingress.className': ingressClass,
    'ingress.controller': 'none',
    'ingress.tls': { secretName: meetTls, clusterIssuer: '' },
    // One node, which is small: one LiveKit fits on its network, and it is no node of a kind.
    'livekit.replicas': 1,
    'livekit.nodeSelector': {},
    'livekit.address': 'node',
    'livekit.drain': 5,
    'livekit.turn': { enabled: true, domain: turnDomain, secretName: turnTls, clusterIssuer: '', peerNetworks: [node] },
    'livekit.resources.requests.cpu': '50m',
    'defaults.resources.requests.cpu': '20m',
    'networkPolicy.publicFrom': [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': proxyNamespace } } }],
    'networkPolicy.nodeNetworks': [node],
    // The Prometheus operator is not there.
    'monitoring.serviceMonitor.enabled': false,
    'monitoring.rules.enabled': false,
  })
  turnAddress = await until(balancerOfTurn, { what: 'a load balancer for TURN', within: 300_000, every: 1_000 })
  await upgrade(...valuesOf({ 'doctor.hostAliases': site.aliases(turnAddress) }))
})

afterAll(() => resources.disposeAsync())

test('every part runs as often as it should, and none had to be started again', async () => {
  const running = await pods()
  const often = Object.groupBy(running.map(partOf), (part) => part)
  expect(Object.fromEntries(Object.entries(often).map(([part, all = []]) => [part, all.length]))).toEqual({
    ...Object.fromEntries(services.map((service) => [service, 2])),
    livekit: 1,
    nats: 3,
    redis: 1,
  })
  for (const { status } of running) expect(status.containerStatuses).toMatchObject([{ ready: true, restartCount: 0 }])
})

test('the ingress leads to pages and API, and of LiveKit to signalling alone', () => expectLeading(site))

test("helm test passes: LiveKit on the node's network, webhooks from there, TURN behind a load balancer", () =>
  expectWays('UDP', 'ICE/TCP', 'TURN/TLS'))

describe('a call', () => {
  let call: Call
  beforeAll(async () => {
    call = resources.use(await startCall(site, await newMeeting(site.client), turnAddress))
  })

  test("goes by the node's own address", async () => {
    await call.bothSee("on the node's network")
    expect(await call.offered()).toEqual([site.proxy.nodeAddress])
  })

  test('helm upgrade that restarts three NATS, one after the other: no request fails', async () => {
    const running = await pods()
    await changeUnderLoad({
      baseUrl: site.baseUrl,
      call,
      what: 'upgrade that restarts three NATS',
      sameConnections: true,
      change: () => upgrade('--set', 'nats.resources.limits.memory=640Mi'),
    })
    const after = await pods()
    const kept = uidsOf(after, 'nats').filter((uid) => uidsOf(running, 'nats').includes(uid))
    expect(kept).toEqual([])
    expect(uidsOf(after, 'livekit', ...services)).toEqual(uidsOf(running, 'livekit', ...services))
  })
})
