import { once } from 'node:events'
import { BlockList, connect, isIPv6 } from 'node:net'

const inner = new BlockList()
for (const [network, bits] of [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  inner.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  inner.addSubnet(network, bits, 'ipv6')

/** Whether the internet leads nowhere with this address: private, shared, link-local, loopback. */
export const isPrivate = (address: string): boolean => inner.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')

/** Milliseconds for one connection. */
const patience = 3_000

/** Tries whether somebody takes a TCP connection there; undefined when so, else what went wrong. */
export const probeTcp = async (host: string, port: number, signal: AbortSignal): Promise<Error | undefined> => {
  const socket = connect({ host, port })
  try {
    await once(socket, 'connect', { signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]) })
    return undefined
  } catch (error) {
    return error instanceof Error && error.name !== 'AbortError' ? error : Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })
  } finally {
    socket.destroy()
  }
}
