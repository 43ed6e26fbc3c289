import { describe, expect, test } from 'vitest'
import { exampleObjects, examples } from '../chart.ts'
import { type KubernetesObject, type Pod, podsOf, selects } from '../kubernetes-object.ts'

interface Peer {
  readonly podSelector?: { readonly matchLabels: Readonly<Record<string, string>> }
  readonly ipBlock?: { readonly cidr: string }
}

interface Rule {
  readonly from?: readonly Peer[]
  readonly to?: readonly Peer[]
  readonly ports?: readonly { readonly port?: number; readonly protocol: string }[]
}

const policiesOf = (objects: readonly KubernetesObject[]) => objects.filter(({ kind }) => kind === 'NetworkPolicy')
const policyFor = (objects: readonly KubernetesObject[], part: string) =>
  policiesOf(objects).find(({ spec }) => spec.podSelector.matchLabels['app.kubernetes.io/component'] === part)

/** `part port`, for each part that a rule's peers mean. */
const ends = (rules: readonly Rule[], side: 'from' | 'to') =>
  rules.flatMap(({ [side]: peers = [], ports = [] }) =>
    peers.flatMap(({ podSelector }) =>
      podSelector ? ports.map(({ port }) => `${podSelector.matchLabels['app.kubernetes.io/component']} ${port}`) : [],
    ),
  )

describe.each(examples)('%s', async (name) => {
  const objects = await exampleObjects(name)
  const onHost = ({ spec }: Pod) => spec.hostNetwork === true
  const pods = podsOf(objects)
  const each = pods.filter((pod) => !onHost(pod)).map((pod) => [pod.part, pod] as const)

  test('nothing is let in or out that no other policy names', () => {
    const [deny] = policiesOf(objects).filter(({ spec }) => !spec.ingress && !spec.egress)
    expect(deny?.spec.policyTypes).toEqual(['Ingress', 'Egress'])
    for (const { labels } of pods) expect(selects(deny?.spec.podSelector.matchLabels, labels)).toBe(true)
  })

  test.each(each)('%s has a policy, which opens only ports that it listens on', (part, { containers }) => {
    const policy = policyFor(objects, part)
    const listening = containers.flatMap(({ ports }) => (ports ?? []).map(({ containerPort }) => containerPort))
    const opened = (policy?.spec.ingress ?? []).flatMap(({ ports }: Rule) => (ports ?? []).map(({ port }) => port))
    expect(policy).toBeDefined()
    for (const rule of policy?.spec.ingress ?? []) expect(rule.ports).toBeDefined()
    expect(listening).toEqual(expect.arrayContaining(opened))
  })

  test('there is no policy of a part that is not there, or that no policy reaches', () => {
    const parts = policiesOf(objects).flatMap(({ spec }) => spec.podSelector.matchLabels['app.kubernetes.io/component'] ?? [])
    expect(parts.sort()).toEqual([...new Set(each.map(([part]) => part))].sort())
  })

  test('whoever may ask may be asked: both ends of each flow agree', () => {
    const among = (side: 'from' | 'to') =>
      each.flatMap(([part]) => {
        const { ingress = [], egress = [] } = policyFor(objects, part)?.spec ?? {}
        if (side === 'to') return ends(egress, 'to').map((end) => `${part} -> ${end}`)
        return (ingress as Rule[]).flatMap((rule) =>
          ends([rule], 'from').map((end) => `${end.split(' ')[0]} -> ${part} ${end.split(' ')[1]}`),
        )
      })
    const [asking, asked] = [new Set(among('to')), new Set(among('from'))]
    expect(asking).toEqual(asked)
    if (name !== 'external') expect(asking).toContain('token-service -> nats 4222')
    expect([...asking].filter((flow) => flow.startsWith('token-service')).length).toBeLessThanOrEqual(1)
    expect([...asking].filter((flow) => /^(webhook|token-service|gateway) -> .* 7880$/.test(flow) && name !== 'laptop')).toEqual([])
  })
})

test('on the host’s network LiveKit is let in from the nodes', async () => {
  const objects = await exampleObjects('cloud')
  const fromNodes = (part: string, port: number) =>
    ((policyFor(objects, part)?.spec.ingress ?? []) as Rule[]).some(
      ({ from, ports }) => from?.[0]?.ipBlock?.cidr === '10.0.0.0/16' && ports?.[0]?.port === port,
    )
  expect([fromNodes('webhook', 8001), fromNodes('livekit-redis', 6379)]).toEqual([true, true])
})

describe('from outside', () => {
  const routes = async (name: string) => {
    const objects = await exampleObjects(name)
    const [ingress] = objects.filter(({ kind }) => kind === 'Ingress')
    const [route] = objects.filter(({ kind }) => kind === 'HTTPRoute')
    const paths: { path: string; backend: { service: { name: string } } }[] = ingress?.spec.rules[0].http.paths ?? []
    const rules: { matches: { path: { value: string } }[]; backendRefs: { name: string }[] }[] = route?.spec.rules ?? []
    return [
      ...paths.map(({ path, backend }) => `${path} ${backend.service.name}`),
      ...rules.map(({ matches, backendRefs }) => `${matches[0]?.path.value} ${backendRefs[0]?.name}`),
    ]
  }

  test.each([
    ['one-vm', ['/rtc runde-livekit', '/ runde-gateway']],
    ['cloud', ['/rtc runde-livekit', '/ runde-gateway']],
    ['load-balancers', ['/rtc runde-livekit', '/ runde-gateway']],
    ['external', ['/webhooks/livekit runde-webhook', '/ runde-gateway']],
  ])('%s: pages, signalling and nothing else', async (name, expected) => expect(await routes(name)).toEqual(expected))

  test('connections stand for as long as a call', async () => {
    const [ingress] = (await exampleObjects('cloud')).filter(({ kind }) => kind === 'Ingress')
    const annotations = ingress?.metadata.annotations ?? {}
    for (const which of ['read', 'send']) {
      expect(Number(annotations[`nginx.ingress.kubernetes.io/proxy-${which}-timeout`])).toBeGreaterThanOrEqual(3_600)
    }
    expect(annotations).toMatchObject({ 'cert-manager.io/cluster-issuer': 'letsencrypt' })
    const [route] = (await exampleObjects('load-balancers')).filter(({ kind }) => kind === 'HTTPRoute')
    for (const { timeouts } of route?.spec.rules ?? []) expect(timeouts.request).toBe('0s')
  })
})
