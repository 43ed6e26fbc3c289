import { randomBytes } from 'node:crypto'
import cookie from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Opens nothing: a host's ban recognises the browser by it. */
const name = 'runde_browser'
/** Seconds; longer than any meeting can last. */
const kept = 31_536_000

export interface BrowserCookieOptions {
  /** Signs the cookie. */
  readonly secret: string
  /** Whether browsers come by https. */
  readonly secure: boolean
}

export const browserCookie = async (app: FastifyInstance, { secret, secure }: BrowserCookieOptions): Promise<void> => {
  await app.register(cookie, {
    secret,
    parseOptions: { httpOnly: true, sameSite: 'strict', path: '/', maxAge: kept, signed: true, secure },
  })
}

/** What the browser is known by; a new one is given its cookie with the answer. */
export const browserOf = (request: FastifyRequest, reply: FastifyReply): string => {
  const sent = request.cookies[name]
  const known = sent === undefined ? undefined : request.unsignCookie(sent)
  if (known?.valid && known.value) return known.value
  const value = randomBytes(16).toString('base64url')
  reply.setCookie(name, value)
  return value
}
