import { execFileSync } from 'node:child_process'
import { networkInterfaces } from 'node:os'

/** Of the network that `run.ts` makes for the suite. */
export const ownAddress = '10.250.0.1'

/** @throws outside that network, where rules would concern the whole machine */
export const insistOnOwnNetwork = (): void => {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all?.map(({ address }) => address) ?? [])
  if (!addresses.includes(ownAddress)) throw new Error('this suite runs in a network of its own: npm run test:doctor')
}

export interface Dropped {
  readonly protocol: 'udp' | 'tcp'
  readonly port: number
  /** Only what comes from this address and goes back to it. */
  readonly from?: string
}

/** Nothing passes to or from these ports, and nobody is told, until disposed: as firewalls do it. */
export const drop = (...ports: readonly Dropped[]): Disposable => {
  insistOnOwnNetwork()
  const rules = ports.flatMap(({ protocol, port, from }) => [
    ['-p', protocol, '--dport', String(port), ...(from ? ['-s', from] : [])],
    ['-p', protocol, '--sport', String(port), ...(from ? ['-d', from] : [])],
  ])
  const change = (how: '-I' | '-D') => {
    for (const rule of rules) execFileSync('iptables', ['-w', how, 'INPUT', ...rule, '-j', 'DROP'])
  }
  change('-I')
  return { [Symbol.dispose]: () => change('-D') }
}
