/** What the network says, as a clause after a subject: "meet.example.org:443 refuses the connection". */
const clauses: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses the connection: nothing listens there',
  ECONNRESET: 'breaks the connection off',
  EPIPE: 'breaks the connection off',
  UND_ERR_SOCKET: 'breaks the connection off',
  ETIMEDOUT: 'does not answer: something on the way drops what is sent there',
  UND_ERR_CONNECT_TIMEOUT: 'does not answer: something on the way drops what is sent there',
  TimeoutError: 'does not answer in time',
  ENETUNREACH: 'cannot be reached: no network leads there',
  EHOSTUNREACH: 'cannot be reached: no host answers there',
  EADDRNOTAVAIL: 'cannot be reached from this machine',
  ENOTFOUND: 'has no address in DNS',
  EAI_AGAIN: 'could not be looked up: the name server does not answer',
  CERT_HAS_EXPIRED: 'shows a certificate that has expired',
  CERT_NOT_YET_VALID: 'shows a certificate that is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'shows a certificate for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'shows a self-made certificate, which browsers do not trust',
  SELF_SIGNED_CERT_IN_CHAIN: 'shows a certificate of an authority that this machine does not know',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'shows a certificate without the ones between it and its authority',
  UNABLE_TO_GET_ISSUER_CERT: 'shows a certificate of an authority that this machine does not know',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'shows a certificate of an authority that this machine does not know',
  ERR_SSL_WRONG_VERSION_NUMBER: 'does not speak TLS',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'does not speak TLS',
}

const codeOf = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined
  const { code } = error as NodeJS.ErrnoException
  if (code !== undefined && code in clauses) return code
  if (error.name in clauses) return error.name
  if (error instanceof AggregateError) return error.errors.map(codeOf).find((one) => one !== undefined)
  return codeOf(error.cause) ?? code
}

/** A clause for a code of Node's; the code itself where there is none. */
export const clauseOf = (code: string): string => clauses[code] ?? `fails (${code})`

const innermost = (error: Error): Error => (error.cause instanceof Error ? innermost(error.cause) : error)

/** What went wrong, as a clause after the subject. */
export const inPlainWords = (error: unknown): string => {
  const code = codeOf(error)
  if (code !== undefined) return clauseOf(code)
  return `fails (${error instanceof Error ? innermost(error).message : String(error)})`
}

/** `a`, `a and b`, `a, b and c`. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
