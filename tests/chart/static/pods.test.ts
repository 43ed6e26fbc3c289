import { describe, expect, test } from 'vitest'
import { serviceNames as services } from '../../support/service-process.ts'
import { exampleObjects, examples, parse, renderText } from '../chart.ts'
import { type Pod, podsOf, selects } from '../kubernetes-object.ts'

const podName = 'statefulset.kubernetes.io/pod-name'
const livekitKey = ['livekit-api-key', 'livekit-api-secret']
const otherLivekitKey = ['livekit-other-api-key', 'livekit-other-api-secret']

/** Every secret that the containers of a part are given, in any example: no more than it needs. */
const secretsOf: Readonly<Record<string, readonly string[]>> = {
  gateway: ['nats-gateway', 'redis-gateway', 'cookie-secret'],
  'room-service': ['nats-room-service', 'redis-room-service', 'state-secret', ...livekitKey],
  'token-service': ['nats-token-service', ...livekitKey],
  webhook: ['nats-webhook', ...livekitKey, ...otherLivekitKey],
  livekit: [...livekitKey, ...otherLivekitKey, 'redis-livekit'],
  nats: [...services.map((name) => `nats-${name}`), 'nats-cluster'],
  redis: ['redis-gateway', 'redis-room-service', 'redis-healthcheck', 'redis-backup'],
  'livekit-redis': ['redis-livekit', 'redis-healthcheck'],
}

const namesOf = ({ kind, part }: Pod) => `${kind} of ${part}`

describe.each(examples)('%s', async (name) => {
  const objects = await exampleObjects(name)
  const pods = podsOf(objects)
  const each = pods.map((pod) => [namesOf(pod), pod] as const)
  // The doctor comes and goes.
  const lasting = each.filter(([, { kind }]) => kind !== 'Pod')

  test('has the four services', () => {
    const parts = pods.filter(({ kind }) => kind === 'Deployment').map(({ part }) => part)
    expect(parts.sort()).toEqual([...services].sort())
  })

  test.each(each)('%s: no rights that it does not need', (_, pod) => {
    expect(pod.spec).toMatchObject({ automountServiceAccountToken: false, enableServiceLinks: false })
    expect(pod.spec.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } })
    expect(pod.spec.securityContext.runAsUser).toBeGreaterThan(0)
    expect([pod.spec.hostPID, pod.spec.hostIPC]).toEqual([undefined, undefined])
    for (const { securityContext } of pod.containers) {
      expect(securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      })
    }
    for (const volume of pod.spec.volumes ?? []) expect(volume).not.toHaveProperty('hostPath')
  })

  test.each(each.filter(([, { part }]) => part !== 'livekit'))('%s: nothing of the host', (_, pod) => {
    expect(pod.spec.hostNetwork).toBeUndefined()
    for (const { ports } of pod.containers) for (const { hostPort } of ports ?? []) expect(hostPort).toBeUndefined()
  })

  test.each(lasting)('%s: an account of its own, without a token', (_, pod) => {
    const account = objects.find(({ kind, metadata }) => kind === 'ServiceAccount' && metadata.name === pod.spec.serviceAccountName)
    expect(account).toMatchObject({ automountServiceAccountToken: false })
    const sharing = pods.filter(({ part, spec }) => spec.serviceAccountName === pod.spec.serviceAccountName && part !== pod.part)
    expect(sharing).toEqual([])
  })

  test.each(lasting)('%s: images of a version, resources, probes', (_, { containers }) => {
    for (const { image, resources, livenessProbe, readinessProbe, startupProbe } of containers) {
      expect(image).toMatch(/:v?\d+\.\d+\.\d+$|@sha256:[0-9a-f]{64}$/)
      expect(resources).toMatchObject({
        requests: { cpu: expect.anything(), memory: expect.anything() },
        limits: { memory: expect.anything() },
      })
      // A processor that is free belongs to whoever needs it.
      expect(resources?.limits).not.toHaveProperty('cpu')
      const what = (probe: Readonly<Record<string, unknown>> | undefined) => JSON.stringify([probe?.httpGet, probe?.tcpSocket, probe?.exec])
      expect([livenessProbe, readinessProbe, startupProbe]).not.toContain(undefined)
      expect(what(livenessProbe)).not.toBe(what(readinessProbe))
    }
  })

  test.each(each)('%s: only its own secrets, and those as references', (_, { part, containers, spec }) => {
    const given = containers.flatMap(({ env }) => env ?? []).flatMap(({ valueFrom }) => valueFrom?.secretKeyRef?.key ?? [])
    expect(secretsOf[part]).toEqual(expect.arrayContaining(given))
    const mounted = (spec.volumes ?? []).filter(({ secret }: { secret?: unknown }) => secret)
    // The certificate of TURN.
    expect(mounted.map(({ name: volume }: { name: string }) => volume)).toEqual(part === 'livekit' && name === 'cloud' ? ['turn-tls'] : [])
    for (const container of containers) expect(container).not.toHaveProperty('envFrom')
  })

  test.each(lasting)('%s: spread over nodes, with a budget for disruptions', (_, { labels, spec }) => {
    expect(spec.topologySpreadConstraints).toHaveLength(2)
    const budgets = objects.filter(
      ({ kind, spec: { selector } = {} }) => kind === 'PodDisruptionBudget' && selects(selector.matchLabels, labels),
    )
    expect(budgets).toHaveLength(1)
  })

  test('a rolling update takes no service away', () => {
    for (const { kind, spec } of objects) {
      if (kind === 'Deployment') expect(spec.strategy.rollingUpdate).toEqual({ maxUnavailable: 0, maxSurge: 1 })
    }
  })

  test('a service that is slow for a moment is not taken out, nor killed while it starts', () => {
    for (const { kind, containers } of pods) {
      if (kind !== 'Deployment') continue
      const probe = (name: 'readinessProbe' | 'startupProbe') => (containers[0]?.[name] ?? {}) as Record<string, number>
      const { timeoutSeconds = 1, failureThreshold = 3 } = probe('readinessProbe')
      expect(timeoutSeconds * failureThreshold).toBeGreaterThanOrEqual(10)
      expect(probe('startupProbe').failureThreshold).toBeGreaterThanOrEqual(120)
    }
  })

  test('whatever is scaled by load has no number of its own', () => {
    for (const { kind, spec } of objects.filter((object) => object.kind === 'HorizontalPodAutoscaler')) {
      const target = objects.find((object) => object.kind === spec.scaleTargetRef.kind && object.metadata.name === spec.scaleTargetRef.name)
      expect([kind, target?.spec.replicas]).toEqual(['HorizontalPodAutoscaler', undefined])
      expect(target).toBeDefined()
    }
  })

  test('every object has its labels, a name that fits, and the namespace of the release', () => {
    for (const { metadata } of objects) {
      expect(metadata.labels).toMatchObject({ 'app.kubernetes.io/name': 'runde', 'app.kubernetes.io/instance': 'runde' })
      expect(metadata.name.length).toBeLessThanOrEqual(52)
      expect(metadata.namespace).toBeUndefined()
    }
  })

  test('every Service finds pods, and the ports that it names', () => {
    for (const { kind, spec, metadata } of objects) {
      if (kind !== 'Service') continue
      const found = pods.filter(({ labels, names }) =>
        [undefined, ...names].some((pod) => selects(spec.selector, { ...labels, ...(pod && { [podName]: pod }) })),
      )
      const ports = found.flatMap(({ containers }) => containers.flatMap((container) => container.ports ?? [])).map((port) => port.name)
      expect([metadata.name, found.length]).not.toEqual([metadata.name, 0])
      expect(ports).toEqual(expect.arrayContaining(spec.ports.map(({ targetPort }: { targetPort: string }) => targetPort)))
    }
  })
})

test('each of several LiveKits is told the address that leads to it alone', async () => {
  const objects = await exampleObjects('load-balancers')
  const settings = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'runde-livekit')?.data ?? {}
  const [livekit] = podsOf(objects).filter(({ part }) => part === 'livekit')
  const leading = objects.filter(({ kind, spec }) => kind === 'Service' && spec.type === 'LoadBalancer')
  expect(leading.map(({ spec }) => spec.selector[podName])).toEqual(livekit?.names)
  for (const { spec } of leading) expect(settings[`${spec.selector[podName]}.yaml`]).toContain(`node_ip: ${spec.loadBalancerIP}\n`)
  // Those of one StatefulSet are replaced one after the other.
  expect(livekit?.names).toHaveLength(leading.length)
})

test('LiveKit is told to end in time, and its probes do not restart it for what it cannot help', async () => {
  for (const example of ['laptop', 'cloud']) {
    const [livekit] = podsOf(await exampleObjects(example)).filter(({ part }) => part === 'livekit')
    const [container] = livekit?.containers ?? []
    const wait = Number(/sleep (\d+)/.exec(JSON.stringify(container))?.[1])
    expect(livekit?.spec.terminationGracePeriodSeconds).toBeGreaterThan(wait + 10)
    expect(container?.livenessProbe).toHaveProperty('tcpSocket')
    expect(container?.readinessProbe).toHaveProperty('httpGet')
  }
})

test('the doctor comes with `helm test` only, without rights, and may go out', async () => {
  const set = ['host=meet.example.org', 'ingress.enabled=true', 'image.prefix=registry.example.org/runde/', 'doctor.args={--skip,turn}']
  const objects = parse(await renderText(...set.flatMap((value) => ['--set', value])))
  const doctor = objects.find(({ kind }) => kind === 'Pod')
  expect(doctor?.metadata.annotations?.['helm.sh/hook']).toBe('test')
  expect(doctor?.spec).toMatchObject({ automountServiceAccountToken: false, enableServiceLinks: false, restartPolicy: 'Never' })
  expect(doctor?.spec.containers).toMatchObject([
    { image: 'registry.example.org/runde/doctor:0.1.0', args: ['--url', 'https://meet.example.org', '--skip', 'turn'] },
  ])
  const policy = objects.find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'runde-doctor')
  expect(policy?.spec).toMatchObject({ egress: expect.arrayContaining([{}]) })
  expect(policy?.spec.ingress).toBeUndefined()
})

test('the doctor may trust an authority of your own, and know names that the DNS does not', async () => {
  const alias = { ip: '10.0.0.5', hostnames: ['meet.example.org'] }
  const set = ['--set', 'host=meet.example.org,ingress.enabled=true,doctor.caSecret=runde-tls']
  const objects = parse(await renderText(...set, '--set-json', `doctor.hostAliases=${JSON.stringify([alias])}`))
  const doctor = objects.find(({ kind }) => kind === 'Pod')
  expect(doctor?.spec).toMatchObject({
    hostAliases: [alias],
    containers: [{ args: ['--url', 'https://meet.example.org', '--ca', '/ca/ca.crt'], volumeMounts: [{ name: 'ca', mountPath: '/ca' }] }],
    // The key stands in the same Secret.
    volumes: [{ name: 'ca', secret: { secretName: 'runde-tls', items: [{ key: 'ca.crt', path: 'ca.crt' }] } }],
  })
})

test('where nothing leads to it from outside, there is no doctor inside', async () => {
  const objects = await exampleObjects('laptop')
  expect(objects.filter(({ kind, metadata }) => kind === 'Pod' || metadata.name === 'runde-doctor')).toEqual([])
})
