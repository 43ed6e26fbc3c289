import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StartError } from '@runde/service-kit/run'

export const languages = ['de', 'en'] as const
export type Language = (typeof languages)[number]

export type PageName = 'home' | 'meeting'

/** One built HTML page, ready to be sent. */
export interface Page {
  readonly html: string
  readonly etag: string
  readonly encoded: { readonly br: Buffer; readonly gzip: Buffer }
}

export type Pages = Readonly<Record<PageName, Readonly<Record<Language, Page>>>>

const loadPage = async (webRoot: string, name: PageName, language: Language): Promise<Page> => {
  const load = (ending: string) => {
    const file = join(webRoot, 'pages', `${name}.${language}.html${ending}`)
    return readFile(file).catch((cause) => {
      throw new StartError(`the page ${file} is missing; build the pages first: npm run build -w web`, { cause })
    })
  }
  const [html, br, gzip] = await Promise.all([load(''), load('.br'), load('.gz')])
  const etag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`
  return { html: html.toString(), etag, encoded: { br, gzip } }
}

const loadLanguages = async (webRoot: string, name: PageName) => {
  const [de, en] = await Promise.all(languages.map((language) => loadPage(webRoot, name, language)))
  return { de, en } as Record<Language, Page>
}

/** The pages of the built SPA. @throws StartError when they have not been built */
export const loadPages = async (webRoot: string): Promise<Pages> => {
  const [home, meeting] = await Promise.all([loadLanguages(webRoot, 'home'), loadLanguages(webRoot, 'meeting')])
  return { home, meeting }
}
