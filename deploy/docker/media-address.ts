import { isIP } from 'node:net'

/** Gives the IPv4 addresses of a name. */
export type LookUp = (name: string) => Promise<readonly string[]>

/** The one address that browsers are told. @throws where a name has none, or several */
export const findMediaAddress = async (media: string, lookUp: LookUp): Promise<string> => {
  if (isIP(media)) return media
  const advice = 'Set RUNDE_MEDIA_ADDRESS to the IPv4 address at which browsers reach this machine.'
  const addresses = await lookUp(media).catch((cause: Error) => {
    throw new Error(`${media} has no IPv4 address (${cause.message}). Make a DNS record for it. ${advice}`, { cause })
  })
  const [address, ...others] = addresses
  if (address === undefined || others.length > 0) throw new Error(`${media} has the addresses ${addresses.join(', ')}. ${advice}`)
  return address
}
