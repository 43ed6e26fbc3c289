import { isIP } from 'node:net'

export interface LiveKitConfigOptions {
  /** Signalling and API, for the gateway and the services only. */
  readonly port: number
  /** Media over UDP, everything on one port. */
  readonly udpPort: number
  /** Media over TCP, for networks that stop UDP. */
  readonly tcpPort: number
  /** This machine's addresses that browsers may send media to, IPv4 or IPv6. */
  readonly mediaAddresses: readonly string[]
  readonly apiKey: string
  readonly apiSecret: string
  /** Keys that LiveKit takes beside the first, by their names. */
  readonly otherKeys?: Readonly<Record<string, string>>
  readonly webhookUrl: string
  readonly bind?: string
}

/** A livekit.yaml (YAML takes JSON). A room exists only because room-service made it. */
export const renderLiveKitConfig = (options: LiveKitConfigOptions): string => {
  const [only, ...others] = options.mediaAddresses
  const config = {
    port: options.port,
    bind_addresses: [options.bind ?? '127.0.0.1'],
    rtc: {
      udp_port: options.udpPort,
      tcp_port: options.tcpPort,
      use_external_ip: false,
      enable_loopback_candidate: true,
      ips: { includes: options.mediaAddresses.map((address) => `${address}/${isIP(address) === 6 ? 128 : 32}`) },
      // Where it is set, this address replaces every other one that browsers are told.
      ...(others.length === 0 ? { node_ip: only } : {}),
      pli_throttle: { low_quality: '100ms', mid_quality: '200ms', high_quality: '200ms' },
    },
    room: { auto_create: false },
    keys: { [options.apiKey]: options.apiSecret, ...options.otherKeys },
    webhook: { api_key: options.apiKey, urls: [options.webhookUrl] },
    logging: { json: true, level: 'info' },
  }
  return `${JSON.stringify(config, null, 2)}\n`
}
