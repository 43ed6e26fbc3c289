import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
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
  const file = join(webRoot, 'pages', `${name}.${language}.html`)
  const html = await readFile(file, 'utf8').catch((cause) => {
    throw new StartError(`the page ${file} is missing; build the pages first: npm run build -w web`, { cause })
  })
  const [br, gz] = await Promise.all([promisify(brotliCompress)(html), promisify(gzip)(html)])
  const etag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`
  return { html, etag, encoded: { br, gzip: gz } }
}

const loadLanguages = async (webRoot: string, name: PageName) => {
  const [de, en] = await Promise.all(languages.map((language) => loadPage(webRoot, name, language)))
  return { de, en } as Record<Language, Page>
}

/** The pages of the built SPA, compressed once. @throws StartError when they have not been built */
export const loadPages = async (webRoot: string): Promise<Pages> => ({
  home: await loadLanguages(webRoot, 'home'),
  meeting: await loadLanguages(webRoot, 'meeting'),
})
