import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generate } from 'selfsigned'

export interface CertificateFiles extends AsyncDisposable {
  readonly cert: string
  readonly key: string
  readonly certFile: string
  readonly keyFile: string
}

export interface CertificateOptions {
  readonly hosts: readonly string[]
  /** Days from now; negative for one that has ended. */
  readonly ends?: number
}

const day = 86_400_000

/** A certificate that is its own authority, in files. */
export const makeCertificate = async ({ hosts, ends = 90 }: CertificateOptions): Promise<CertificateFiles> => {
  const made = await generate([{ name: 'commonName', value: 'Runde tests' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - 30 * day),
    notAfterDate: new Date(Date.now() + ends * day),
    extensions: [
      { name: 'subjectAltName', altNames: hosts.map((host) => (isIP(host) ? { type: 7, ip: host } : { type: 2, value: host })) },
    ],
  })
  const folder = await mkdtemp(join(tmpdir(), 'runde-certificate-'))
  const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  await writeFile(certFile, made.cert)
  await writeFile(keyFile, made.private, { mode: 0o600 })
  return {
    ...{ cert: made.cert, key: made.private, certFile, keyFile },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}
