import { writeFile } from 'node:fs/promises'
import { get } from 'node:https'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { makeCertificate } from '../doctor/make-certificate.ts'
import { trustedByChromium } from '../support/trusted-by-chromium.ts'

/** As its container is called. */
const host = 'pebble'
const ports = { acme: 14000, management: 15000 }

export interface AuthorityFiles extends AsyncDisposable {
  readonly folder: string
  /** Where it takes orders, for whoever is in its network. */
  readonly directory: string
  readonly cert: string
}

/** The folder that `authority.yml` hands to the authority. */
export const writeAuthority = async (): Promise<AuthorityFiles> => {
  const certificate = await makeCertificate({ hosts: [host] })
  const settings = {
    pebble: {
      listenAddress: `0.0.0.0:${ports.acme}`,
      managementListenAddress: `0.0.0.0:${ports.management}`,
      certificate: '/authority/cert.pem',
      privateKey: '/authority/key.pem',
      // Of the proxy, inside.
      httpPort: 8080,
      tlsPort: 8443,
      retryAfter: { authz: 1, order: 1 },
      profiles: { default: { description: 'As of Let us Encrypt', validityPeriod: 90 * 86_400 } },
    },
  }
  const folder = dirname(certificate.certFile)
  await writeFile(join(folder, 'settings.json'), JSON.stringify(settings))
  return {
    folder,
    directory: `https://${host}:${ports.acme}/dir`,
    cert: certificate.cert,
    [Symbol.asyncDispose]: () => certificate[Symbol.asyncDispose](),
  }
}

export interface Authority {
  /** PEM of its root, in a file. */
  readonly caFile: string
  /** By which Chromium knows whom to trust. */
  readonly chromiumFlag: string
}

/** Asks the authority who it is, and lets this process trust it. `address`: where it is published. */
export const trustAuthority = async (address: string, { folder, cert }: AuthorityFiles): Promise<Authority> => {
  const ask = (path: string) =>
    new Promise<string>((resolve, reject) => {
      get({ host: address, port: ports.management, path, servername: host, ca: cert }, (answer) => resolve(text(answer))).on(
        'error',
        reject,
      )
    })
  const [root, intermediate] = await Promise.all([ask('/roots/0'), ask('/intermediates/0')])
  setDefaultCACertificates([...getCACertificates(), root])
  const caFile = join(folder, 'root.pem')
  await writeFile(caFile, root)
  return { caFile, chromiumFlag: trustedByChromium(intermediate) }
}
