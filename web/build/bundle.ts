import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Manifest } from 'vite'
import solid from 'vite-plugin-solid'
import type { servePage } from '../src/server.tsx'
import { lucide } from './lucide.ts'
import { plainImports } from './plain-imports.ts'

export const entries = { home: 'src/home-page.tsx', meeting: 'src/meeting-page.tsx', early: 'src/early.ts' } as const

/** Loaded in one language only, so not a static import of the page, but as necessary. */
export const textsOf = (language: string): string => `src/i18n/prejoin-${language}.ts`

/** One file for what several pages need at once: many small ones compress worse. */
const shared =
  /node_modules\/(solid-js|lucide-solid)\/|\/src\/(ui|media|take-over|storage|api|idempotently|host-key|key-ring|link-keys|home\/meeting-link|prejoin\/display-name|i18n\/(language|plural|common))|\/contracts\//

interface Modules {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null
}

/** The modules that these cannot run without, themselves included. */
const neededBy = (starts: readonly string[], modules: Modules): ReadonlySet<string> => {
  const needed = new Set<string>()
  const visit = (id: string) => {
    if (needed.has(id)) return
    needed.add(id)
    for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) visit(imported)
  }
  for (const start of starts) visit(start)
  return needed
}

/** What is shared, but not needed before "join", must not make the meeting page wait. */
const nameOfShared = (root: string) => {
  const starts = [entries.meeting, textsOf('de'), textsOf('en')].map((file) => join(root, file))
  let needed: ReadonlySet<string> | undefined
  return (id: string, modules: Modules): string | null => {
    needed ??= neededBy(starts, modules)
    return needed.has(id) ? 'base' : null
  }
}

/** What the browser loads: hashed files in `assets/`. */
export const buildBrowser = async ({ root, dist }: { root: string; dist: string }): Promise<Manifest> => {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    plugins: [lucide(), plainImports(), solid({ solid: { delegateEvents: false } })],
    build: {
      outDir: dist,
      emptyOutDir: true,
      manifest: 'manifest.json',
      // An inlined asset would be a data: address, which the content security policy refuses.
      assetsInlineLimit: 0,
      cssCodeSplit: false,
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: entries,
        output: { codeSplitting: { groups: [{ name: nameOfShared(root), test: shared, minShareCount: 2 }] } },
      },
    },
  })
  const file = join(dist, 'manifest.json')
  const manifest: Manifest = JSON.parse(await readFile(file, 'utf8'))
  await rm(file)
  return manifest
}

/** The same components, rendering to strings; used once, while building. */
export const buildServer = async ({ root, scratch }: { root: string; scratch: string }): Promise<{ servePage: typeof servePage }> => {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    plugins: [lucide(), solid({ ssr: true, solid: { generate: 'ssr', hydratable: false } })],
    ssr: { noExternal: true },
    build: { ssr: 'src/server.tsx', outDir: scratch, emptyOutDir: true, rolldownOptions: { output: { entryFileNames: 'server.mjs' } } },
  })
  return import(pathToFileURL(join(scratch, 'server.mjs')).href)
}
