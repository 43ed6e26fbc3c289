import { isIPv4 } from 'node:net'

/** How an installation shows itself to the internet. */
export interface Front {
  /** Under which people open Runde. */
  readonly domain: string
  /** Under which TURN is reached; another name, for both share port 443. */
  readonly turnDomain: string
  /** Who certificates are of: the directory of an ACME server. Without it: Let's Encrypt. */
  readonly acmeServer?: string
  /** Whom the authority writes to. */
  readonly acmeEmail?: string
}

export interface Settings {
  /** An IPv4 address, or a name that has one, at which browsers reach LiveKit. */
  readonly media: string
  /** Missing on a laptop. */
  readonly front?: Front
}

const domainName = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/

const problemsOf = ({ domain, turnDomain, acmeServer, acmeEmail }: Front): readonly string[] => [
  ...[domain, turnDomain]
    .filter((name) => !domainName.test(name))
    .map((name) => `"${name}" is no domain name: in small letters, without https:// and without a port, such as meet.example.org.`),
  ...(domain === turnDomain ? ['RUNDE_TURN_DOMAIN must be another name than RUNDE_DOMAIN.'] : []),
  ...(acmeServer && !URL.canParse(acmeServer) ? [`RUNDE_ACME_SERVER is no address: "${acmeServer}".`] : []),
  ...(acmeEmail && !/^[^\s@]+@[^\s@]+$/.test(acmeEmail) ? [`RUNDE_ACME_EMAIL is no e-mail address: "${acmeEmail}".`] : []),
]

/** Reads what compose passes on. @throws with everything that is wrong */
export const readSettings = (env: Readonly<Record<string, string | undefined>>): Settings => {
  const media = env.MEDIA_ADDRESS || '127.0.0.1'
  if (!env.DOMAIN) return { media }
  const front: Front = {
    domain: env.DOMAIN,
    turnDomain: env.TURN_DOMAIN || `turn.${env.DOMAIN}`,
    ...(env.ACME_SERVER && { acmeServer: env.ACME_SERVER }),
    ...(env.ACME_EMAIL && { acmeEmail: env.ACME_EMAIL }),
  }
  const wrong = [
    ...problemsOf(front),
    ...(isIPv4(media) || domainName.test(media) ? [] : [`RUNDE_MEDIA_ADDRESS is no IPv4 address and no name: "${media}".`]),
  ]
  if (wrong.length > 0) throw new Error(wrong.join('\n'))
  return { media, front }
}
