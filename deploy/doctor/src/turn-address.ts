import type { TlsPlace } from './certificate.ts'
import type { TurnServer } from './signalled.ts'

/** A TURN server that is reached by TLS, and the password for it. */
export interface TurnOverTls extends TlsPlace {
  readonly username: string
  readonly credential: string
}

/** Reads `turns:host[:port][?transport=tcp]` (RFC 7065); undefined for every other URL. */
export const placeOf = (url: string): TlsPlace | undefined => {
  const [, host, port, query = ''] = /^turns:(\[[^\]]+\]|[^:?]+)(?::(\d+))?(?:\?(.*))?$/.exec(url) ?? []
  if (!host || query.includes('transport=udp')) return undefined
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port: Number(port ?? 5349) }
}

/** Those of the servers that LiveKit tells of which are reached by TLS. */
export const overTls = (servers: readonly TurnServer[]): readonly TurnOverTls[] =>
  servers.flatMap(({ urls, username, credential }) =>
    urls.flatMap((url) => {
      const place = placeOf(url)
      return place ? [{ ...place, username, credential }] : []
    }),
  )
