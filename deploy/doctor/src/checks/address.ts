import { isPrivate, probeTcp } from '../addresses.ts'
import { type Check, type Finding, failed, ok, warning } from '../check.ts'
import { inPlainWords, listed } from '../plain-words.ts'
import { settings } from '../settings.ts'
import { type MediaAddress, whereOf } from '../signalled.ts'
import { found } from '../visit.ts'

/** A place and whether it took a TCP connection: undefined is yes. */
export interface Tried {
  readonly host: string
  readonly port: number
  readonly error: Error | undefined
}

export interface Announcement {
  /** What LiveKit tells browsers. */
  readonly addresses: readonly MediaAddress[]
  /** Those of them for TCP. */
  readonly tried: readonly Tried[]
  /** Where LiveKit may be in truth: the addresses of the installation's own name, with the same port. */
  readonly elsewhere: readonly Tried[]
  /** Of the installation's own name. */
  readonly hostAddresses: readonly string[]
}

const isNowhere = ({ error }: Tried) =>
  ['ENETUNREACH', 'EHOSTUNREACH', 'EADDRNOTAVAIL'].includes((error as NodeJS.ErrnoException | undefined)?.code ?? '')

const wordsOf = (addresses: readonly MediaAddress[]) => listed(addresses.map((one) => `${one.protocol.toUpperCase()} ${whereOf(one)}`))

/** Whether what LiveKit announces can be right. Of UDP nothing can be known before media flow. */
export const judgeAddresses = ({ addresses, tried, elsewhere, hostAddresses }: Announcement): Finding => {
  const words = wordsOf(addresses)
  if (addresses.length === 0) return failed('LiveKit names no address for media at all.', settings.nodeAddress)
  const onlyInside = addresses.every(({ host }) => isPrivate(host)) && hostAddresses.some((host) => !isPrivate(host))
  if (tried.some(({ error }) => error === undefined)) {
    return onlyInside
      ? warning(`LiveKit names ${words}: private addresses, which answer here and not on the internet.`, settings.nodeAddress)
      : ok(`LiveKit names ${words}; TCP answers there.`)
  }
  const wrong = `LiveKit tells browsers to send media to ${words}`
  if (onlyInside) return failed(`${wrong}, private addresses that cannot be reached from here.`, settings.nodeAddress)
  const truth = elsewhere.find(({ error }) => error === undefined)
  if (truth) return failed(`${wrong}, where nothing answers; LiveKit answers at ${whereOf(truth)}.`, settings.nodeAddress)
  const [first] = tried
  if (first && tried.every(isNowhere)) return failed(`${wrong}; ${whereOf(first)} ${inPlainWords(first.error)}.`, settings.nodeAddress)
  return ok(`LiveKit names ${words}.${first ? ' TCP does not answer there.' : ''}`)
}

/** The address that LiveKit gives browsers for media is one that leads to it. */
export const address: Check = {
  name: 'address',
  title: 'Address for media',
  needs: ['signalling'],
  limit: 15_000,
  run: async (visit, signal) => {
    const { addresses } = found(visit, 'signalled')
    const hostAddresses = found(visit, 'addresses')
    const overTcp = addresses.filter(({ protocol }) => protocol === 'tcp')
    const probe = (host: string, port: number): Promise<Tried> => probeTcp(host, port, signal).then((error) => ({ host, port, error }))
    const tried = await Promise.all(overTcp.map(({ host, port }) => probe(host, port)))
    const answered = tried.some(({ error }) => error === undefined)
    const ports = new Set(overTcp.map(({ port }) => port))
    const others = hostAddresses.filter((host) => !overTcp.some((one) => one.host === host))
    const elsewhere = answered ? [] : await Promise.all(others.flatMap((host) => [...ports].map((port) => probe(host, port))))
    return judgeAddresses({ addresses, tried, elsewhere, hostAddresses })
  },
}
