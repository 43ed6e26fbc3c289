import { type Language, languages } from './load-pages.ts'

const asLanguage = (text: string | undefined): Language | undefined => languages.find((known) => known === text?.toLowerCase())

const fromCookie = (cookies: string | undefined) => asLanguage(cookies?.match(/(?:^|;\s*)runde_lang=([a-z]{2})(?:;|$)/)?.[1])

/** The first known language in the order of the browser's wishes (RFC 9110, 12.5.4). */
const fromHeader = (header: string | undefined): Language | undefined =>
  (header ?? '')
    .split(',')
    .map((part) => {
      const [tag, ...parameters] = part.split(';').map((piece) => piece.trim())
      const weight = parameters.find((parameter) => parameter.startsWith('q='))
      return { language: asLanguage(tag?.split('-')[0]), weight: weight ? Number(weight.slice(2)) : 1 }
    })
    .filter(({ language, weight }) => language && weight > 0)
    .sort((a, b) => b.weight - a.weight)[0]?.language

export interface LanguageWishes {
  /** `?lang=` of the address. */
  readonly query?: unknown
  readonly cookies?: string | undefined
  readonly acceptLanguage?: string | undefined
}

/** What the person chose, else what they chose before, else what the browser asks for; German where nothing is said. */
export const chooseLanguage = ({ query, cookies, acceptLanguage }: LanguageWishes): { language: Language; chosen: boolean } => {
  const chosen = typeof query === 'string' ? asLanguage(query) : undefined
  return { language: chosen ?? fromCookie(cookies) ?? fromHeader(acceptLanguage) ?? 'de', chosen: chosen !== undefined }
}
