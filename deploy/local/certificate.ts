import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { writePrivateFile } from './private-file.ts'

export interface Certificate {
  readonly certFile: string
  readonly keyFile: string
  readonly pem: string
  /** SHA-256, as browsers show it. */
  readonly fingerprint: string
}

const dayMs = 86_400_000
const validDays = 397
const renewBeforeDays = 30

const covers = (pem: string, hosts: readonly string[]): boolean => {
  const certificate = new X509Certificate(pem)
  const inTime = certificate.validToDate.getTime() - Date.now() > renewBeforeDays * dayMs
  return inTime && hosts.every((host) => (isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host)))
}

const make = async (hosts: readonly string[]) => {
  const { generate } = await import('selfsigned') // Only here: it is large, and most starts need none of it.
  return generate([{ name: 'commonName', value: 'Runde on this machine' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - dayMs),
    notAfterDate: new Date(Date.now() + validDays * dayMs),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: hosts.map((host) => (isIP(host) ? { type: 7, ip: host } : { type: 2, value: host })) },
    ],
  })
}

/** The self-made certificate in this folder; a new one only where none covers the hosts, so that browsers need to be told once. */
export const provideCertificate = async (folder: string, hosts: readonly string[]): Promise<Certificate> => {
  const certFile = join(folder, 'cert.pem')
  const keyFile = join(folder, 'key.pem')
  let pem = await readFile(certFile, 'utf8').catch(() => undefined)
  if (!pem || !covers(pem, hosts)) {
    const made = await make(hosts)
    await writePrivateFile(keyFile, made.private)
    await writePrivateFile(certFile, made.cert)
    pem = made.cert
  }
  return { certFile, keyFile, pem, fingerprint: new X509Certificate(pem).fingerprint256 }
}
