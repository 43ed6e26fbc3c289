import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Manifest } from 'vite'
import type { ServedPage, servePage } from '../src/server.tsx'
import { takeOverRoot } from '../src/take-over-root.ts'
import { entries, textsOf } from './bundle.ts'
import { scriptsOf, stylesheetOf } from './manifest-files.ts'

const languages = ['de', 'en'] as const
const pages = ['home', 'meeting'] as const

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

interface Parts extends ServedPage {
  readonly language: string
  readonly page: (typeof pages)[number]
  readonly manifest: Manifest
}

/** Nothing inline: the content security policy allows neither scripts nor styles in the page. */
const documentOf = ({ language, page, manifest, title, description, body }: Parts): string => {
  const texts = page === 'meeting' ? scriptsOf(manifest, textsOf(language)) : []
  const [entry, ...imported] = new Set([...scriptsOf(manifest, entries[page]), ...texts])
  const [early] = scriptsOf(manifest, entries.early)
  return `<!doctype html>
<html lang="${language}" dir="ltr">
<head>
<meta charset="utf-8">
<title>${escaped(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="description" content="${escaped(description)}">
${page === 'meeting' ? '<meta name="robots" content="noindex">\n' : ''}<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#f8f8f6" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#141311" media="(prefers-color-scheme: dark)">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/${stylesheetOf(manifest)}">
<script async src="/${early}"></script>
<script type="module" src="/${entry}"></script>
${imported.map((file) => `<link rel="modulepreload" href="/${file}">`).join('\n')}
</head>
<body><div id="${takeOverRoot}">${body}</div></body>
</html>
`
}

/** The gateway fills this in when the form is sent before scripts ran, so it must be there exactly once. */
const placeForTypedName = ' data-typed-name=""'

/** Solid writes an empty attribute without its value. */
const withPlace = (html: string): string => html.replace(/ data-typed-name(?=[ >])/, () => placeForTypedName)

const check = (file: string, html: string, expected: number): void => {
  const found = html.split(placeForTypedName).length - 1
  if (found !== expected) throw new Error(`${file} has the attribute${placeForTypedName} ${found} times instead of ${expected}`)
  if (/ style=/.test(html)) throw new Error(`${file} has a style attribute, which the content security policy refuses`)
}

export const writePages = async (deps: { dist: string; manifest: Manifest; servePage: typeof servePage }): Promise<void> => {
  const folder = join(deps.dist, 'pages')
  await mkdir(folder)
  for (const page of pages) {
    for (const language of languages) {
      const file = `${page}.${language}.html`
      const html = withPlace(documentOf({ ...(await deps.servePage(page, language)), language, page, manifest: deps.manifest }))
      check(file, html, page === 'meeting' ? 1 : 0)
      await writeFile(join(folder, file), html)
    }
  }
}
