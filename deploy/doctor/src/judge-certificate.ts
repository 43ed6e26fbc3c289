import { type Certificate, daysLeft } from './certificate.ts'
import { type Finding, failed, ok, warning } from './check.ts'
import { clauseOf } from './plain-words.ts'
import { settings } from './settings.ts'

/** Days; cert-manager renews 30 days before the end, so that fewer mean that renewing has failed. */
const tooFew = 14

export interface Judging {
  /** Whose certificate it is, `host:port`. */
  readonly where: string
  readonly insecure: boolean
  /** What gives the place another certificate. */
  readonly renewal: string
  readonly now?: number
}

const dateOf = (date: Date) => date.toISOString().slice(0, 10)

const describe = ({ problem, validFrom, validTo, names }: Certificate): string => {
  switch (problem) {
    case 'CERT_HAS_EXPIRED':
      return ` (on ${dateOf(validTo)})`
    case 'CERT_NOT_YET_VALID':
      return ` (it begins on ${dateOf(validFrom)})`
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return ` (it is for ${names})`
    default:
      return ''
  }
}

/** What a certificate means for those who come by browser. */
export const judgeCertificate = (certificate: Certificate, { where, insecure, renewal, now }: Judging): Finding => {
  const left = daysLeft(certificate, now)
  if (certificate.problem === undefined) {
    const until = `valid until ${dateOf(certificate.validTo)}, ${left} days`
    return left < tooFew
      ? warning(`The certificate of ${where} ends soon: ${until}.`, renewal)
      : ok(`Certificate by ${certificate.issuer}, ${until}.`)
  }
  const detail = `${where} ${clauseOf(certificate.problem)}${describe(certificate)}.`
  if (insecure) return warning(`${detail} Overlooked because of --insecure; browsers will refuse it.`, renewal)
  return /SELF_SIGNED|ISSUER|LEAF_SIGNATURE/.test(certificate.problem) ? failed(detail, renewal, settings.trust) : failed(detail, renewal)
}
