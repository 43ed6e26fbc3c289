import { networkInterfaces } from 'node:os'

/** What `on-the-internet` makes: the address and the names of this machine, and two of whoever is out there, beside the usual one. */
export const publicAddress = '198.51.100.7'
export const clientAddresses = ['198.51.100.9', '198.51.100.10'] as const
export const domain = 'meet.runde.test'
export const turnDomain = 'turn.meet.runde.test'

/** @throws where the way to the composition would be none that a client takes */
export const insistOnInternet = (): void => {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all?.map(({ address }) => address) ?? [])
  if (!clientAddresses.every((address) => addresses.includes(address)))
    throw new Error('this suite runs in a network of its own: .ci/compose')
}
