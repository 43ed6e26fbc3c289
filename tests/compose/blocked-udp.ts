import { execFileSync } from 'node:child_process'

export interface BlockedUdp {
  readonly mediaPort: number
  /** The addresses from which the server could reach a browser of this machine by itself. */
  readonly serverAddresses: readonly string[]
}

/** A network that stops UDP between the browsers of this machine and LiveKit, until disposed. Needs root. */
export const blockUdp = ({ mediaPort, serverAddresses }: BlockedUdp): Disposable => {
  const rules = [
    ['OUTPUT', '-p', 'udp', '-o', 'lo', '--dport', String(mediaPort)],
    ...serverAddresses.map((address) => ['INPUT', '-p', 'udp', '-s', address]),
  ]
  const change = (how: '-I' | '-D', rule: string[]) => execFileSync('iptables', ['-w', how, ...rule, '-j', 'DROP'])
  for (const rule of rules) change('-I', rule)
  return {
    [Symbol.dispose]: () => {
      for (const rule of rules) change('-D', rule)
    },
  }
}
