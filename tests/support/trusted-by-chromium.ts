import { createHash, X509Certificate } from 'node:crypto'

/** The flag by which Chromium takes every certificate that came with this one (PEM) in its chain. */
export const trustedByChromium = (certificate: string): string => {
  const key = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' })
  return `--ignore-certificate-errors-spki-list=${createHash('sha256').update(key).digest('base64')}`
}
