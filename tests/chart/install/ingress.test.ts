import { paths, pathTo } from '@runde/contracts/paths'
import type { CreatedMeeting } from '@runde/contracts/rest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newMeeting } from '../../integration/api.ts'
import { serviceNames as services } from '../../support/service-process.ts'
import { type Call, startCall } from './call.ts'
import { type Changed, changeUnderLoad } from './change-under-load.ts'
import { kubectlJson } from './cluster.ts'
import { expectWays } from './doctor-finds.ts'
import { expectLeading } from './leads.ts'
import { domain, turnDomain } from './names.ts'
import { ingressClass } from './proxy.ts'
import { chosenValues, pods, rollback, secretData, uidsOf, upgrade } from './release.ts'
import { meetTls, openSite, type Site, turnTls } from './site.ts'

const resources = new AsyncDisposableStack()
let site: Site

beforeAll(async () => {
  site = resources.use(await openSite('ingress'))
  const { nodeAddress } = site.proxy
  await site.install('one-vm', {
    'ingress.className': ingressClass,
    'ingress.tls': { secretName: meetTls, clusterIssuer: '' },
    'livekit.turn': {
      enabled: true,
      domain: turnDomain,
      secretName: turnTls,
      exposure: 'hostPort',
      peerNetworks: [`${nodeAddress}/32`],
    },
    'doctor.hostAliases': site.aliases(nodeAddress),
  })
})

afterAll(() => resources.disposeAsync())

test('the ingress leads to pages and API, and of LiveKit to signalling alone', () => expectLeading(site))

test('links and signalling are those of the host', async () => {
  const { meeting_id, meeting_url } = await newMeeting(site.client)
  expect(meeting_url).toBe(site.baseUrl + pathTo(paths.meetingPage, meeting_id))
  expect((await site.client.join(meeting_id, { display_name: 'Ada' })).body.livekit_url).toBe(`wss://${domain}`)
})

test('helm test passes: the doctor finds every hop well, media over UDP, TCP and TURN too', () => expectWays('UDP', 'ICE/TCP', 'TURN/TLS'))

describe('a call', () => {
  let meeting: CreatedMeeting
  let call: Call
  beforeAll(async () => {
    meeting = await newMeeting(site.client)
    call = resources.use(await startCall(site, meeting, site.proxy.nodeAddress))
  })

  test('goes through the ingress: both see each other', async () => {
    await call.bothSee('through the ingress')
    await call.bothAreTold()
  })

  const change = (what: string, by: () => Promise<unknown>, options?: Pick<Changed, 'sameConnections'>) =>
    changeUnderLoad({ baseUrl: site.baseUrl, call, what, change: by, ...options })

  test('helm upgrade of the four services: no request fails, and nobody is lost', async () => {
    const [secrets, running] = [await secretData(), await pods()]
    const report = await change('upgrade of the four services', () => upgrade('--set', 'defaults.env.LOG_LEVEL=debug'), {
      sameConnections: true,
    })
    const after = await pods()
    for (const service of services) expect(uidsOf(after, service)).not.toEqual(uidsOf(running, service))
    expect(uidsOf(after, 'livekit', 'nats', 'redis')).toEqual(uidsOf(running, 'livekit', 'nats', 'redis'))
    expect(await secretData()).toEqual(secrets)
    expect(report.putOff).toEqual([])
  })

  test('helm upgrade that restarts LiveKit: everybody is back by themselves', async () => {
    const running = await pods()
    const report = await change('upgrade that restarts LiveKit', () => upgrade('--set', 'livekit.resources.limits.memory=1536Mi'))
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
    await change('rollback', () => rollback())
    expect(await limits()).toBe('2Gi')
    expect(await chosenValues()).toMatchObject({ host: domain, defaults: { env: { LOG_LEVEL: 'debug' } } })
    expect(await secretData()).toEqual(secrets)
    expect((await site.client.join(meeting.meeting_id, { display_name: 'Eve' })).status).toBe(200)
  })
})
