import { readFile } from 'node:fs/promises'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { UsageError } from './options.ts'

/** Whom every connection of this process trusts, `fetch` and WebSocket included. @throws UsageError */
export const setTrust = async ({ ca, insecure }: { readonly ca: string | undefined; readonly insecure: boolean }): Promise<void> => {
  if (ca !== undefined) {
    const pem = await readFile(ca, 'utf8').catch((error: Error) => {
      throw new UsageError(`--ca: ${error.message}.`)
    })
    if (!pem.includes('BEGIN CERTIFICATE')) throw new UsageError(`--ca: ${ca} holds no certificate in PEM.`)
    setDefaultCACertificates([...getCACertificates(), pem])
  }
  if (!insecure) return
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
  // We say it ourselves, in our own words.
  process.removeAllListeners('warning')
}
