import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newMeeting } from '../../integration/api.ts'
import { until } from '../../support/wait.ts'
import { type Call, startCall } from './call.ts'
import { changeUnderLoad } from './change-under-load.ts'
import { evict, kubectl, kubectlJson } from './cluster.ts'
import { expectWays } from './doctor-finds.ts'
import { expectLeading } from './leads.ts'
import { gateway } from './proxy.ts'
import { pods, uidsOf, upgrade } from './release.ts'
import { openSite, type Site } from './site.ts'

/** Two that the cluster's load balancers hand out to whoever asks for them. */
const addresses = process.env.RUNDE_CHART_ADDRESSES?.split(',') ?? []
if (addresses.length !== 2)
  throw new Error(
    'Name two addresses that load balancers of the cluster can have: RUNDE_CHART_ADDRESSES=192.0.2.10,192.0.2.11. ' +
      'Where there are none, run the other files: npm test -- chart-install:install.test,ingress,restore',
  )
/**
 * Seconds that a LiveKit waits for people to leave: at first, and where it is looked at while it waits. That one is longer than
 * the looks take on any machine; the test ends it.
 */
const drain = { short: 3, long: 180 } as const

/** Of some four hundred requests, while two LiveKits end; one was seen in three of sixteen runs. */
const fewPutOff = 3

const resources = new AsyncDisposableStack()
let site: Site

const livekits = addresses.map((address, index) => ({ address, pod: `runde-livekit-${index}` }))

beforeAll(async () => {
  site = resources.use(await openSite('gateway'))
  await site.install('load-balancers', {
    'gatewayApi.parentRefs': [gateway],
    'livekit.loadBalancer.addresses': addresses,
    'livekit.drain': drain.short,
    // Two LiveKits on one node, which need not be large.
    'livekit.resources.requests.cpu': '50m',
  })
  // Whoever was in the call may seem to be there for a while yet, and nobody is to wait for them. None takes the place of those
  // that go: one that is just starting hears no signal, and would take all its time.
  resources.defer(async () => {
    await kubectl('scale', 'statefulset', 'runde-livekit', '--replicas=0')
    await kubectl('delete', 'pod', ...livekits.map(({ pod }) => pod), '--grace-period=1', '--ignore-not-found')
  })
})

afterAll(() => resources.disposeAsync())

/** How many rooms it has, by its own metrics. */
const roomsOf = async (pod: string): Promise<number> => {
  const metrics = await kubectl('exec', pod, '--', 'wget', '-q', '-O', '-', 'http://127.0.0.1:6789/metrics')
  return Number(/^livekit_room_total\{.*\} (\d+)$/m.exec(metrics)?.[1] ?? 0)
}

/** Gives it the second signal, which Kubernetes gives when the time is over for which it waits. */
const endDrain = (pod: string) => kubectl('exec', pod, '--', 'sh', '-c', 'kill -TERM 1')

test('the Gateway leads to pages and API, and of LiveKit to signalling alone', () => expectLeading(site))

test('helm test passes: media over UDP and TCP reaches whichever LiveKit has the meeting', () => expectWays('UDP', 'ICE/TCP'))

test('meetings are spread over all of them', async () => {
  await until(
    async () => {
      await newMeeting(site.client)
      const rooms = await Promise.all(livekits.map(({ pod }) => roomsOf(pod)))
      return rooms.every((count) => count > 0)
    },
    { what: 'each LiveKit to have a room', within: 60_000 },
  )
})

describe('a call', () => {
  let call: Call
  beforeAll(async () => {
    call = resources.use(await startCall(site, await newMeeting(site.client)))
  })

  /** The LiveKit that has both of them. */
  const where = async () => {
    const [offered, ...others] = await call.offered()
    return others.length === 0 ? livekits.find(({ address }) => address === offered) : undefined
  }

  test('goes by the address that was reserved for the LiveKit that has its meeting', async () => {
    await call.bothSee('through a load balancer')
    await call.bothAreTold()
    await until(async () => (await where()) !== undefined, { what: 'one LiveKit to have both' })
  })

  test('survives an upgrade that restarts both, one after the other, and hardly anybody who creates or joins waits', async () => {
    const running = await pods()
    const report = await changeUnderLoad({
      baseUrl: site.baseUrl,
      call,
      what: 'upgrade that restarts two LiveKits',
      change: () => upgrade('--set', `livekit.drain=${drain.long}`),
    })
    const after = await pods()
    const kept = uidsOf(after, 'livekit').filter((uid) => uidsOf(running, 'livekit').includes(uid))
    expect(kept).toEqual([])
    // Whoever creates or joins asks LiveKit once, and may ask one in the moment in which it ends: they are told when to ask again.
    expect(report.putOff.filter(({ what }) => !/^POST (create|join)$/.test(what))).toEqual([])
    expect(report.putOff.length).toBeLessThanOrEqual(fewPutOff)
  })

  test('goes on where its LiveKit is told to end, until that time is over; then it goes on without it, and no request waits', async () => {
    const from = await where()
    if (!from) throw new Error('no LiveKit has the call')
    const found = () => kubectlJson<{ metadata: { uid: string; deletionTimestamp?: string } }>('get', 'pod', from.pod)
    const { metadata: before } = await found()
    const leaves = async () => {
      await evict(from.pod)
      const takesNoMore = async () => {
        const rooms = await roomsOf(from.pod)
        for (let more = 0; more < 12; more += 1) await newMeeting(site.client)
        return (await roomsOf(from.pod)) <= rooms
      }
      await until(takesNoMore, { what: 'new meetings to go elsewhere', within: 60_000 })
      await call.bothSee('while its LiveKit waits to end')
      await call.bothAreTold()
      expect(await where()).toBe(from)
      const { metadata } = await found()
      expect([metadata.uid, metadata.deletionTimestamp], 'all of this while it waited').toEqual([before.uid, expect.any(String)])
      await endDrain(from.pod)
      await until(async () => (await found()).metadata.uid !== before.uid, { what: 'the LiveKit to be replaced', within: 240_000 })
      // By the other one, or by the new one if that was there in time.
      await until(async () => (await where()) !== undefined, { what: 'one LiveKit to have both again', within: 60_000 })
    }
    const report = await changeUnderLoad({ baseUrl: site.baseUrl, call, what: 'eviction of one of two LiveKits', change: leaves })
    expect(report.putOff).toEqual([])
  })
})
