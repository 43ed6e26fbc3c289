import { api } from '../../integration/api.ts'
import { unlimited } from '../../support/service-settings.ts'
import { trustedByChromium } from '../../support/trusted-by-chromium.ts'
import { until } from '../../support/wait.ts'
import { apply, removeNamespace, renewNamespace } from './cluster.ts'
import { leadTo } from './lead-to.ts'
import { domain, turnDomain } from './names.ts'
import { type Certificate, makeOwnAuthority } from './own-authority.ts'
import { type ReverseProxy, startProxy } from './proxy.ts'
import { install, valuesOf } from './release.ts'

/** Where a release can be reached as people reach it: with names, certificates of an authority of its own, and a proxy in front. */
export interface Site extends AsyncDisposable {
  readonly baseUrl: string
  readonly client: ReturnType<typeof api>
  readonly proxy: ReverseProxy
  /** Options of Chromium, by which it finds the names and trusts their certificates. TURN is where it is said to be, if anywhere. */
  readonly flags: (turnAddress?: string) => readonly string[]
  /** For `doctor.hostAliases`, as `flags`. */
  readonly aliases: (turnAddress?: string) => readonly object[]
  /** Makes the release of an example, and waits until it is reached. */
  readonly install: (example: string, values: Readonly<Record<string, unknown>>) => Promise<void>
}

/** The Secrets of the two certificates. */
export const [meetTls, turnTls] = ['meet-tls', 'turn-tls'] as const

const baseUrl = `https://${domain}`

/** An empty namespace, with the certificates in it and a proxy before it. */
export const openSite = async (kind: 'ingress' | 'gateway'): Promise<Site> => {
  await using opened = new AsyncDisposableStack()
  await renewNamespace()
  opened.defer(() => removeNamespace('--wait=false'))
  const authority = await makeOwnAuthority()
  // As cert-manager writes them.
  const secretOf = (name: string, { chain, key }: Certificate) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name },
    type: 'kubernetes.io/tls',
    stringData: { 'tls.crt': chain, 'tls.key': key, 'ca.crt': authority.cert },
  })
  await apply(secretOf(meetTls, await authority.issue(domain)), secretOf(turnTls, await authority.issue(turnDomain)))
  const proxy = opened.use(await startProxy(kind))
  const { outside, podAddress, serviceAddress } = proxy
  opened.use(leadTo({ name: domain, ...outside, ca: authority.cert }))
  const client = api(baseUrl)
  const aliases: Site['aliases'] = (turnAddress) => [
    { ip: serviceAddress, hostnames: [domain] },
    ...(turnAddress ? [{ ip: turnAddress, hostnames: [turnDomain] }] : []),
  ]
  const kept = opened.move()
  return {
    baseUrl,
    client,
    proxy,
    aliases,
    flags: (turnAddress) => [
      trustedByChromium(authority.cert),
      `--host-resolver-rules=MAP ${domain} ${outside.address}:${outside.port}${turnAddress ? `,MAP ${turnDomain} ${turnAddress}` : ''}`,
    ],
    install: async (example, values) => {
      const everywhere = {
        host: domain,
        keep: false,
        trustedProxies: [podAddress],
        // The names are in no DNS, and the cluster's own is not ours to change.
        'doctor.caSecret': meetTls,
        'doctor.hostAliases': aliases(),
        'services.gateway.env': unlimited,
      }
      await install(example, ...valuesOf({ ...everywhere, ...values }))
      await until(async () => (await client.health()).status === 200, {
        what: 'the proxy to lead to a gateway that is well',
        within: 60_000,
      })
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}
