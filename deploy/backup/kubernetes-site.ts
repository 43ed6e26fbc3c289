import { setTimeout as pause } from 'node:timers/promises'
import { Problem } from '../local/problem.ts'
import { runTool } from './run-tool.ts'
import { type AskedService, type KeptSecrets, programInImage, type Site, type Streams } from './site.ts'
import { type RedisSet, volumePod } from './volume-pod.ts'

export interface KubernetesOptions {
  /** Without it the one of the current context. */
  readonly namespace?: string | undefined
  readonly release: string
  /** Runs kubectl; tests take another. */
  readonly kubectl?: (args: readonly string[], streams?: Streams) => Promise<string>
}

interface Secret {
  readonly data: Readonly<Record<string, string>>
}

interface Deployment {
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> }
  readonly spec: { readonly replicas: number }
}

/** How many replicas there were before a restore, should that be cut off and begun again. */
const before = 'runde.dev/replicas'
/** Milliseconds until what is to end or to be ready has to. */
const patience = 300_000
const within = `--timeout=${patience / 1_000}s`

const encoded = (text: string) => Buffer.from(text).toString('base64')
const decoded = (text = '') => Buffer.from(text, 'base64').toString()

/** What the chart has installed as a release. @throws Problem where it has no Redis of its own */
export const kubernetesSite = async ({ namespace, release, kubectl: given }: KubernetesOptions): Promise<Site> => {
  const place = namespace === undefined ? [] : ['--namespace', namespace]
  const kubectl = given ?? ((args, streams = {}) => runTool('kubectl', [...place, ...args], streams))
  const labelled = (part: string) =>
    `app.kubernetes.io/name=runde,app.kubernetes.io/instance=${release},app.kubernetes.io/component=${part}`
  const get = async <T>(...args: readonly string[]) => JSON.parse(await kubectl(['get', ...args, '--output=json'])) as T
  const found = async <T>(kind: string, part: string): Promise<T> => {
    const { items } = await get<{ items: readonly T[] }>(kind, `--selector=${labelled(part)}`)
    if (items[0]) return items[0]
    throw new Problem(
      `The release ${release} has no ${part} here. Are --release and --namespace right? A Redis of your own is backed up by its own means.`,
    )
  }
  const redis = await found<RedisSet>('statefulset', 'redis')
  const { name } = redis.metadata
  const env = redis.spec.template.spec.containers[0]?.env ?? []
  const secretName = env.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef?.name ?? [])[0] ?? release
  const pod = volumePod(redis)
  const deployment = (service: AskedService) => found<Deployment>('deployment', service)
  const gone = async (part: string) => {
    const end = performance.now() + patience
    while ((await kubectl(['get', 'pods', `--selector=${labelled(part)}`, '--output=name'])).trim() !== '') {
      if (performance.now() > end) throw new Problem(`Pods of ${part} do not end. See kubectl get pods --selector=${labelled(part)}`)
      await pause(500)
    }
  }
  const ready = async (...names: readonly string[]) => {
    for (const one of names) await kubectl(['rollout', 'status', one, within])
  }

  return {
    name: `the release ${release}`,
    dataDir: '/data',
    inRedis: (script, streams) =>
      kubectl(
        ['exec', ...(streams?.stdin === undefined ? [] : ['--stdin']), `${name}-0`, '--container=redis', '--', 'sh', '-ec'].concat(
          `export REDISCLI_AUTH="$PASSWORD_backup"; ${script}`,
        ),
        streams,
      ),
    inVolume: (script, args, streams) => kubectl(['exec', '--stdin', pod.metadata.name, '--', 'sh', '-ec', script, 'sh', ...args], streams),
    inService: async (service, args) => kubectl(['exec', `deployment/${(await deployment(service)).metadata.name}`, '--', 'node', ...args]),
    programOf: programInImage,
    async readSecrets() {
      const { data } = await get<Secret>('secret', secretName)
      return { 'state-secret': decoded(data['state-secret']), 'cookie-secret': decoded(data['cookie-secret']) }
    },
    async writeSecrets(wanted: KeptSecrets) {
      const secret = await get<Secret>('secret', secretName)
      const data = Object.fromEntries(Object.entries(wanted).map(([key, value]) => [key, encoded(value)]))
      await kubectl(['replace', '--filename=-'], { stdin: JSON.stringify({ ...secret, data: { ...secret.data, ...data } }) })
      const users = [await deployment('room-service'), await deployment('gateway')].map((one) => `deployment/${one.metadata.name}`)
      await kubectl(['rollout', 'restart', ...users])
      await ready(...users)
    },
    async stop() {
      const { metadata, spec } = await deployment('room-service')
      if (spec.replicas > 0) await kubectl(['annotate', '--overwrite', `deployment/${metadata.name}`, `${before}=${spec.replicas}`])
      await kubectl(['scale', '--replicas=0', `deployment/${metadata.name}`])
      await kubectl(['scale', '--replicas=0', `statefulset/${name}`])
      await gone('room-service')
      await gone('redis')
      await kubectl(['delete', 'pod', pod.metadata.name, '--ignore-not-found'])
      await kubectl(['create', '--filename=-'], { stdin: JSON.stringify(pod) })
      await kubectl(['wait', '--for=condition=Ready', `pod/${pod.metadata.name}`, within])
    },
    async start() {
      await kubectl(['delete', 'pod', pod.metadata.name, '--ignore-not-found'])
      const { metadata, spec } = await deployment('room-service')
      const replicas = spec.replicas || Number(metadata.annotations?.[before] ?? 1)
      await kubectl(['scale', '--replicas=1', `statefulset/${name}`])
      await ready(`statefulset/${name}`)
      await kubectl(['scale', `--replicas=${replicas}`, `deployment/${metadata.name}`])
      await ready(`deployment/${metadata.name}`)
    },
  }
}
