import { fileURLToPath } from 'node:url'
import { until } from '../../support/wait.ts'
import { kubectlAnywhere, type Listed } from './cluster.ts'

export const proxyNamespace = 'runde-chart-test-proxy'
/** As `proxy/` calls them. */
export const [ingressClass, gateway] = ['runde-chart-test', { name: 'public', namespace: proxyNamespace }] as const

export interface ReverseProxy extends AsyncDisposable {
  /** From which it speaks. */
  readonly podAddress: string
  /** Where it is found inside the cluster, on port 443. */
  readonly serviceAddress: string
  /** Where it is found from outside. */
  readonly outside: { readonly address: string; readonly port: number }
  /** Of a node. */
  readonly nodeAddress: string
}

interface Service {
  readonly spec: { readonly clusterIP: string; readonly ports: readonly [{ readonly nodePort: number }] }
  readonly status: { readonly loadBalancer: { readonly ingress?: readonly { readonly ip: string }[] } }
}
interface Pod {
  readonly status: { readonly podIP: string; readonly hostIP: string }
}

const found = async <T>(...what: string[]): Promise<T> =>
  JSON.parse(await kubectlAnywhere('--namespace', proxyNamespace, 'get', ...what, '--output', 'json'))

/**
 * Starts Traefik, as what obeys the Ingresses of the tests, on a port of a node; or their Gateway, behind a load balancer. The
 * namespace of the tests must be there.
 */
export const startProxy = async (kind: 'ingress' | 'gateway'): Promise<ReverseProxy> => {
  const folder = fileURLToPath(new URL(`proxy/${kind}`, import.meta.url))
  // Whatever an earlier run has left, of either kind.
  await kubectlAnywhere('delete', 'namespace', proxyNamespace, '--ignore-not-found')
  await kubectlAnywhere('apply', '--kustomize', folder)
  await kubectlAnywhere('--namespace', proxyNamespace, 'rollout', 'status', 'deployment/traefik', '--timeout', '5m')
  const [pod] = (await found<Listed<Pod>>('pods', '--selector', 'app=traefik')).items
  if (!pod) throw new Error('the proxy has no pod')
  const { podIP, hostIP } = pod.status
  const balancer = async () => (await found<Service>('service', 'traefik')).status.loadBalancer.ingress?.[0]?.ip
  if (kind === 'gateway')
    await until(async () => (await balancer()) !== undefined, {
      what: 'the cluster to give the proxy a load balancer',
      within: 300_000,
      every: 1_000,
    })
  const { spec } = await found<Service>('service', 'traefik')
  const address = await balancer()
  return {
    podAddress: podIP,
    serviceAddress: spec.clusterIP,
    outside: address ? { address, port: 443 } : { address: hostIP, port: spec.ports[0].nodePort },
    nodeAddress: hostIP,
    [Symbol.asyncDispose]: async () => void (await kubectlAnywhere('delete', '--kustomize', folder, '--ignore-not-found', '--wait=false')),
  }
}
