import { fileURLToPath } from 'node:url'
import { kubectlAnywhere, type Listed } from './cluster.ts'

const manifest = fileURLToPath(new URL('ingress-controller.yaml', import.meta.url))
const namespace = 'runde-chart-test-ingress'

/** As the manifest calls it. */
export const ingressClass = 'runde-chart-test'

export interface IngressController extends AsyncDisposable {
  /** From which it speaks. */
  readonly podAddress: string
  /** Where it is found inside the cluster, on port 443. */
  readonly serviceAddress: string
  /** Where it is found from outside: a node of the cluster, and the port there. */
  readonly outside: { readonly address: string; readonly port: number }
}

interface Service {
  readonly spec: { readonly clusterIP: string; readonly ports: readonly [{ readonly nodePort: number }] }
}
interface Pod {
  readonly status: { readonly podIP: string; readonly hostIP: string }
}

const found = async <T>(...what: string[]): Promise<T> =>
  JSON.parse(await kubectlAnywhere('--namespace', namespace, 'get', ...what, '--output', 'json'))

const remove = async (how: '--wait' | '--wait=false') => {
  await kubectlAnywhere('delete', '--filename', manifest, '--ignore-not-found', how)
}

/** Starts it; the namespace of the tests must be there. */
export const startIngressController = async (): Promise<IngressController> => {
  // Whatever an earlier run has left.
  await remove('--wait')
  await kubectlAnywhere('apply', '--filename', manifest)
  await kubectlAnywhere('--namespace', namespace, 'rollout', 'status', 'deployment/traefik', '--timeout', '5m')
  const { spec } = await found<Service>('service', 'traefik')
  const [pod] = (await found<Listed<Pod>>('pods', '--selector', 'app=traefik')).items
  if (!pod) throw new Error('the ingress controller has no pod')
  return {
    podAddress: pod.status.podIP,
    serviceAddress: spec.clusterIP,
    outside: { address: pod.status.hostIP, port: spec.ports[0].nodePort },
    [Symbol.asyncDispose]: () => remove('--wait=false'),
  }
}
