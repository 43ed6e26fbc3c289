import { lookAtCertificate } from '../certificate.ts'
import { type Check, failed, ok, warning } from '../check.ts'
import { judgeCertificate } from '../judge-certificate.ts'
import { clauseOf, inPlainWords } from '../plain-words.ts'
import { settings } from '../settings.ts'

const isThisMachine = (host: string) => host === 'localhost' || host.endsWith('.localhost') || host.startsWith('127.') || host === '[::1]'

/** Somebody listens there, speaks TLS and shows a certificate that browsers take, for long enough. */
export const tls: Check = {
  name: 'tls',
  title: 'TLS certificate',
  needs: ['dns'],
  limit: 10_000,
  run: async ({ url, insecure }, signal) => {
    if (url.protocol === 'http:') {
      return isThisMachine(url.hostname)
        ? ok('Plain http, which browsers trust on this machine itself.')
        : warning('Plain http: browsers give no camera and no microphone here.', settings.https)
    }
    const port = Number(url.port || 443)
    const where = `${url.hostname}:${port}`
    try {
      const certificate = await lookAtCertificate({ host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port }, signal)
      return judgeCertificate(certificate, { where, insecure, renewal: settings.certificate })
    } catch (error) {
      return failed(`${where} ${signal.aborted ? clauseOf('ETIMEDOUT') : inPlainWords(error)}.`, settings.ingress)
    }
  },
}
