import { expect, test } from 'vitest'
import { kubernetesSite } from './kubernetes-site.ts'
import type { Streams } from './site.ts'

const secrets = { 'state-secret': 's'.repeat(48), 'cookie-secret': 'c'.repeat(48), 'redis-backup': 'p'.repeat(48) }
const encoded = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString('base64')]))

const redis = {
  metadata: { name: 'runde-redis', labels: { 'app.kubernetes.io/instance': 'runde' } },
  spec: {
    template: {
      spec: {
        securityContext: { runAsUser: 999, fsGroup: 999 },
        tolerations: [{ key: 'state' }],
        topologySpreadConstraints: [{}],
        containers: [
          {
            image: 'redis:7.4.5',
            securityContext: { readOnlyRootFilesystem: true },
            env: [{ valueFrom: { secretKeyRef: { name: 'runde-secret' } } }],
          },
        ],
      },
    },
  },
}

interface Sent {
  readonly line: string
  readonly stdin: unknown
}

/** A cluster that has one release, and remembers what it was told. */
const cluster = (replicas = 2, annotations = {}) => {
  const sent: Sent[] = []
  const kubectl = async (args: readonly string[], { stdin = '' }: Streams = {}): Promise<string> => {
    const line = args.join(' ')
    sent.push({ line, stdin })
    if (line.startsWith('get statefulset')) return JSON.stringify({ items: line.includes('instance=runde,') ? [redis] : [] })
    if (line.startsWith('get deployment')) {
      const name = `runde-${/component=(\S+)/.exec(line)?.[1]}`
      return JSON.stringify({ items: [{ metadata: { name, annotations }, spec: { replicas } }] })
    }
    if (line.startsWith('get secret')) return JSON.stringify({ kind: 'Secret', metadata: { resourceVersion: '7' }, data: encoded(secrets) })
    return ''
  }
  return { sent, kubectl, lines: () => sent.map(({ line }) => line) }
}

const open = (kubectl: ReturnType<typeof cluster>['kubectl']) => kubernetesSite({ release: 'runde', kubectl })

test('what may run on Redis’s volume is Redis’s own image, as its user, and only while Redis is stopped', async () => {
  const { kubectl, sent, lines } = cluster()
  await (await open(kubectl)).stop()
  const changes = lines().filter((line) => !line.startsWith('get '))
  expect(changes).toEqual([
    'annotate --overwrite deployment/runde-room-service runde.dev/replicas=2',
    'scale --replicas=0 deployment/runde-room-service',
    'scale --replicas=0 statefulset/runde-redis',
    'delete pod runde-redis-restore --ignore-not-found',
    'create --filename=-',
    'wait --for=condition=Ready pod/runde-redis-restore --timeout=300s',
  ])
  const pod = JSON.parse(String(sent.find(({ line }) => line === 'create --filename=-')?.stdin))
  expect(pod.spec).toEqual({
    securityContext: { runAsUser: 999, fsGroup: 999 },
    tolerations: [{ key: 'state' }],
    automountServiceAccountToken: false,
    restartPolicy: 'Never',
    terminationGracePeriodSeconds: 1,
    containers: [
      {
        ...{ name: 'redis', image: 'redis:7.4.5', command: ['sleep', '3600'] },
        securityContext: { readOnlyRootFilesystem: true },
        volumeMounts: [{ name: 'data', mountPath: '/data' }],
      },
    ],
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data-runde-redis-0' } }],
  })
})

test('there are as many replicas afterwards, also when a restore was cut off before', async () => {
  for (const { kubectl, lines } of [cluster(3), cluster(0, { 'runde.dev/replicas': '3' })]) {
    await (await open(kubectl)).start()
    expect(lines().filter((line) => line.startsWith('scale'))).toEqual([
      'scale --replicas=1 statefulset/runde-redis',
      'scale --replicas=3 deployment/runde-room-service',
    ])
  }
})

test('two secrets are read and replaced, and stand on no command line', async () => {
  const { kubectl, sent, lines } = cluster()
  const site = await open(kubectl)
  const { 'redis-backup': _, ...kept } = secrets
  expect(await site.readSecrets()).toEqual(kept)
  const others = { 'state-secret': 't'.repeat(48), 'cookie-secret': 'd'.repeat(48) }
  await site.writeSecrets(others)
  const replaced = JSON.parse(String(sent.find(({ line }) => line.startsWith('replace'))?.stdin))
  expect(replaced).toEqual({ kind: 'Secret', metadata: { resourceVersion: '7' }, data: encoded({ ...secrets, ...others }) })
  expect(lines().at(-3)).toBe('rollout restart deployment/runde-room-service deployment/runde-gateway')
  for (const secret of Object.values({ ...secrets, ...others })) expect(lines().join('\n')).not.toContain(secret)
})

test('commands go beside Redis with its own password, and into the services', async () => {
  const { kubectl, lines } = cluster()
  const site = await open(kubectl)
  await site.inRedis('redis-cli --user backup --rdb -')
  await site.inService('gateway', [site.programOf('gateway', 'some-program')])
  expect(lines().filter((line) => line.startsWith('exec'))).toEqual([
    'exec runde-redis-0 --container=redis -- sh -ec export REDISCLI_AUTH="$PASSWORD_backup"; redis-cli --user backup --rdb -',
    'exec deployment/runde-gateway -- node bundle/some-program.mjs',
  ])
})

test('a release that has no Redis of its own is told so', async () => {
  await expect(kubernetesSite({ release: 'other', kubectl: cluster().kubectl })).rejects.toThrow('other has no redis here')
})
