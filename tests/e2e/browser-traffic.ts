import { paths } from '@runde/contracts/paths'
import type { Joined } from '@runde/contracts/rest'
import type { Request, Response } from 'playwright-core'
import type { Secrets, Told } from '../support/leaks.ts'
import type { Person } from '../support/person.ts'
import { secretPart } from '../support/told.ts'

export interface Traffic {
  /** Addresses asked for, referrers and the console so far; the address bar and the history as they are now. */
  readonly told: () => Promise<Told>
  /** What was handed to this browser, or made by it, and opens something. */
  readonly secrets: () => Promise<Secrets>
  /** Of LiveKit's signalling, with the token that is left out of what is told; see `withoutTokens`. */
  readonly signalling: readonly string[]
}

const addressOfSignalling = new RegExp(`\\b(?:ws|http)s?://[^\\s/]+${paths.signalling}[^\\s'"]*`, 'g')

/**
 * The one secret in an address: browsers let no page set a header of a WebSocket, so LiveKit's client puts its token, good for
 * one person in one room for ten minutes, into the query, and again when it asks why a connection failed; the browser writes
 * the address into its console then. Nothing else of such an address is left out, and no other address.
 */
const withoutTokens = (text: string): string =>
  text.replace(addressOfSignalling, (address) => {
    const url = new URL(address)
    url.searchParams.delete('access_token')
    return url.href
  })

/** What follows `#` stays in the browser. */
const sent = (address: string): string => address.split('#')[0] ?? ''

/** Listens to all that a person's browser says; to be called before it goes anywhere. */
export const listenTo = (name: string, { page }: Person): Traffic => {
  const addresses: string[] = []
  const signalling: string[] = []
  const said: string[] = []
  const secrets: Record<string, string> = {}
  const headers: Promise<Record<string, string>>[] = []
  const admissions: Promise<void>[] = []

  /** Not heard when its page is gone at once; it would be known by its shape. */
  const admitted = async (response: Response) => {
    const { token, participant_token } = (await response.json()) as Partial<Joined>
    const at = admissions.length
    if (token) secrets[`token ${at} of ${name}`] = secretPart(token)
    if (participant_token) secrets[`session ${at} of ${name}`] = secretPart(participant_token)
  }
  page.on('request', (request: Request) => {
    addresses.push(sent(request.url()))
    // A request that came to nothing has no other headers than those.
    headers.push(request.allHeaders().catch(() => request.headers()))
  })
  page.on('response', (response) => {
    if (response.url().endsWith('/join') && [200, 202].includes(response.status())) admissions.push(admitted(response).catch(() => {}))
  })
  page.on('websocket', (socket) => {
    signalling.push(socket.url())
    addresses.push(socket.url())
  })
  page.on('console', (message) => said.push(message.text(), sent(message.location().url)))
  page.on('pageerror', (error) => said.push(String(error)))

  const history = async () => {
    const session = await page.context().newCDPSession(page)
    const { entries } = await session.send('Page.getNavigationHistory')
    await session.detach()
    return [page.url(), ...entries.flatMap(({ url, title }) => [url, title])]
  }
  return {
    signalling,
    told: async () => ({
      [`the addresses that ${name} asks for`]: withoutTokens(addresses.join('\n')),
      [`the referrers of ${name}`]: (await Promise.all(headers)).map(({ referer }) => referer || 'none').join('\n'),
      [`the console of ${name}`]: withoutTokens(said.join('\n')),
      [`the address bar and the history of ${name}`]: (await history()).join('\n'),
    }),
    secrets: async () => {
      await Promise.all(admissions)
      const keys = (await Promise.all(headers)).flatMap((one) => one['idempotency-key'] ?? [])
      const cookies = (await page.context().cookies()).flatMap(({ value }) => decodeURIComponent(value).split('.'))
      return {
        ...secrets,
        ...Object.fromEntries(keys.map((key, at) => [`idempotency key ${at} of ${name}`, key])),
        ...Object.fromEntries(cookies.map((part, at) => [`part ${at} of the cookie of ${name}`, part])),
      }
    },
  }
}
