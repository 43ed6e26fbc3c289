import type { Plugin } from 'vite'

const prefix = 'lucide-solid/icons/'
const drawn = '?drawn'

/**
 * Draws Lucide's icons by our own small component. Lucide's own spreads properties, and Solid's tables for that alone
 * are 3 kB gzip, a seventh of what a page may cost before "join".
 */
export const lucide = (): Plugin => ({
  name: 'runde-lucide',
  enforce: 'pre',
  async resolveId(source, importer) {
    if (!source.startsWith(prefix)) return undefined
    const real = await this.resolve(source, importer, { skipSelf: true })
    return real && `${real.id}${drawn}`
  },
  load(id) {
    if (!id.endsWith(drawn)) return undefined
    const real = JSON.stringify(id.slice(0, -drawn.length))
    return `import { __iconNode } from ${real}\nimport { icon } from '/src/ui/icon.tsx'\nexport default /*#__PURE__*/ icon(__iconNode)`
  },
})
