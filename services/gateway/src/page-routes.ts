import { paths } from '@runde/contracts/paths'
import { type NotFoundHandler, sendNotFound } from '@runde/service-kit/problem'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { chooseLanguage, type LanguageWishes } from './choose-language.ts'
import type { Language, Page, PageName, Pages } from './load-pages.ts'

/** Seconds. */
const yearLong = 31_536_000

const wishesOf = (request: FastifyRequest): LanguageWishes => ({
  query: (request.query as { lang?: unknown }).lang,
  cookies: request.headers.cookie,
  acceptLanguage: request.headers['accept-language'],
})

const languageFor = (request: FastifyRequest, reply: FastifyReply): Language => {
  const { language, chosen } = chooseLanguage(wishesOf(request))
  if (chosen) reply.header('set-cookie', `runde_lang=${language}; Path=/; Max-Age=${yearLong}; SameSite=Lax`)
  return language
}

const sendPage = (request: FastifyRequest, reply: FastifyReply, page: Page) => {
  reply.type('text/html; charset=utf-8').headers({
    'cache-control': 'no-cache',
    etag: page.etag,
    vary: 'Accept-Language, Cookie, Accept-Encoding',
  })
  if (reply.statusCode === 200 && request.headers['if-none-match'] === page.etag) return reply.status(304).send()
  const accepted = String(request.headers['accept-encoding'] ?? '')
  if (/\bbr\b/.test(accepted)) return reply.header('content-encoding', 'br').send(page.encoded.br)
  if (/\bgzip\b/.test(accepted)) return reply.header('content-encoding', 'gzip').send(page.encoded.gzip)
  return reply.send(page.html)
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => escapes[character] ?? '')

/** The page with the name that was typed; `data-submitted` tells the script, when it comes, to go on and join. */
const withName = (html: string, name: string) => html.replace(' data-typed-name=""', () => ` value="${escapeHtml(name)}" data-submitted=""`)

const typedName = (form: unknown): string => {
  const name = new URLSearchParams(typeof form === 'string' ? form : '').get('name') ?? ''
  return name.trim().slice(0, 64)
}

/** What nobody serves: a program gets a problem, a person the start page. */
export const notFoundPage =
  (pages: Pages): NotFoundHandler =>
  (request, reply) => {
    if (request.method !== 'GET' || !request.headers.accept?.includes('text/html')) return sendNotFound(request, reply)
    return sendPage(request, reply.status(404), pages.home[languageFor(request, reply)])
  }

/** The pages of the SPA. The meeting page is the same for every id, known or not, so that it tells a guesser nothing. */
export const pageRoutes =
  (pages: Pages): FastifyPluginAsync =>
  async (app) => {
    const page = (name: PageName) => (request: FastifyRequest, reply: FastifyReply) =>
      sendPage(request, reply, pages[name][languageFor(request, reply)])
    const quiet = { config: { quiet: true }, schema: { hide: true } }

    app.get(paths.home, quiet, page('home'))
    app.get(paths.meetingPage, quiet, page('meeting'))
    // The form was sent before any script ran: answer the same page and keep what was typed.
    app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => done(null, body))
    app.post(paths.meetingPage, quiet, (request, reply) => {
      const { html } = pages.meeting[languageFor(request, reply)]
      return reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(withName(html, typedName(request.body)))
    })
  }
