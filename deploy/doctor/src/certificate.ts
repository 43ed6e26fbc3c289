import { once } from 'node:events'
import { isIP } from 'node:net'
import { connect, type DetailedPeerCertificate } from 'node:tls'

export interface Certificate {
  /** Node's code of what is wrong with it; undefined when browsers would take it. */
  readonly problem: string | undefined
  readonly validFrom: Date
  readonly validTo: Date
  readonly issuer: string
  readonly names: string
}

const day = 86_400_000

const firstOf = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

const read = (certificate: DetailedPeerCertificate, problem: string | undefined): Certificate => ({
  problem,
  validFrom: new Date(certificate.valid_from),
  validTo: new Date(certificate.valid_to),
  issuer: firstOf(certificate.issuer.O) ?? firstOf(certificate.issuer.CN) ?? 'an unnamed authority',
  names: certificate.subjectaltname?.replaceAll(/DNS:|IP Address:/g, '') ?? String(certificate.subject.CN),
})

export interface TlsPlace {
  readonly host: string
  readonly port: number
}

/** Connects, looks at the certificate and hangs up. @throws when there is no TLS at all */
export const lookAtCertificate = async ({ host, port }: TlsPlace, signal: AbortSignal): Promise<Certificate> => {
  const socket = connect({ host, port, rejectUnauthorized: false, ...(isIP(host) === 0 && { servername: host }) })
  try {
    await once(socket, 'secureConnect', { signal })
    const problem = socket.authorized ? undefined : (socket.authorizationError as Error | string | undefined)
    const code = problem instanceof Error ? ((problem as NodeJS.ErrnoException).code ?? problem.message) : problem
    return read(socket.getPeerCertificate(true), code)
  } finally {
    socket.destroy()
  }
}

/** Whole days that it is still valid; negative when it has expired. */
export const daysLeft = ({ validTo }: Pick<Certificate, 'validTo'>, now = Date.now()): number => Math.floor((validTo.getTime() - now) / day)
