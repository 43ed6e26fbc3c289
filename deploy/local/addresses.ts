import { isIP } from 'node:net'
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os'
import { Problem } from './problem.ts'

export interface Addresses {
  /** Where the gateway listens. */
  readonly bind: string
  /** What stands in the link. */
  readonly linkHost: string
  /** Where this machine itself reaches the gateway. */
  readonly local: string
  /** Where browsers may send media. */
  readonly media: readonly string[]
}

type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>

const virtual = /^(docker|br-|veth|virbr|vmnet|bridge|utun|tun|tap|wg)/

/** This machine's first IPv4 address in the house's network. */
export const lanAddress = (interfaces: Interfaces = networkInterfaces()): string | undefined =>
  Object.entries(interfaces)
    .filter(([name]) => !virtual.test(name))
    .flatMap(([, addresses]) => addresses ?? [])
    .find(({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'))?.address

const loopback = '127.0.0.1'

/** @param host the option of that name @throws Problem where it is not an address of this machine */
export const chooseAddresses = (host: string | undefined, interfaces: Interfaces = networkInterfaces()): Addresses => {
  const lan = lanAddress(interfaces)
  // The house's address beside the loopback one: some browsers send no media over loopback.
  const media = lan ? [loopback, lan] : [loopback]
  if (host === undefined || host === 'localhost' || host === loopback)
    return { bind: loopback, linkHost: 'localhost', local: loopback, media }
  if (host === '0.0.0.0' || host === '::') return { bind: host, linkHost: lan ?? 'localhost', local: loopback, media }
  const own = Object.values(interfaces).flatMap((addresses) => addresses?.map(({ address }) => address) ?? [])
  if (!own.includes(host)) {
    const choice = lan ? `0.0.0.0 or ${lan}` : '0.0.0.0'
    throw new Problem(`--host takes an address of this machine, such as ${choice}, and ${host} is none`)
  }
  return { bind: host, linkHost: isIP(host) === 6 ? `[${host}]` : host, local: host, media: [host] }
}
