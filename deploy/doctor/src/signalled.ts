/** A way to media that LiveKit tells everybody who connects. */
export interface MediaAddress {
  readonly protocol: 'udp' | 'tcp'
  readonly host: string
  readonly port: number
}

export interface TurnServer {
  readonly urls: readonly string[]
  readonly username: string
  readonly credential: string
}

/** What LiveKit has told us when we connected. */
export interface Signalled {
  readonly addresses: readonly MediaAddress[]
  readonly servers: readonly TurnServer[]
}

/** Reads a candidate's line as it stands in SDP; undefined for what is no way of LiveKit's own (mDNS names, relays). */
export const mediaAddressOf = (candidate: string): MediaAddress | undefined => {
  const [, , protocol, , host, port, , type] = candidate.replace(/^candidate:/, '').split(' ')
  const way = protocol?.toLowerCase()
  if ((way !== 'udp' && way !== 'tcp') || !host || host.endsWith('.local') || type === 'relay') return undefined
  return { protocol: way, host, port: Number(port) }
}

/** `udp 203.0.113.5:7882`-like words without the protocol; IPv6 in brackets. */
export const whereOf = ({ host, port }: Pick<MediaAddress, 'host' | 'port'>): string => `${host.includes(':') ? `[${host}]` : host}:${port}`
