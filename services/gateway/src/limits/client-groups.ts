import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import type { Scope } from './limit-setting.ts'

/** With whom a client is counted together, as a text for each scope. */
export type ClientGroups = Readonly<Record<Scope, string>>

/** Bits, whole bytes of them. A household has a /64 of IPv6 at least, and whoever rents a machine a /48 at most. */
const prefixes = { ipv4: { address: 32, network: 24 }, ipv6: { address: 64, network: 48 } } as const

/** Those who come through a trusted proxy that says no address of theirs are one client. */
const unknown: ClientGroups = { address: 'unknown', network: 'unknown', all: '' }

/** IPv4 that came as IPv6 (`::ffff:192.0.2.1`) is IPv4. */
export const clientGroups = (ip: string): ClientGroups => {
  if (isIP(ip) === 0) return unknown
  const address = ipaddr.process(ip)
  const bytes = address.toByteArray()
  const prefix = (bits: number) => `${ipaddr.fromByteArray(bytes.map((byte, index) => (index < bits / 8 ? byte : 0)))}/${bits}`
  const { address: own, network } = prefixes[address.kind()]
  return { address: prefix(own), network: prefix(network), all: '' }
}
