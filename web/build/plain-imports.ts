import type { Plugin } from 'vite'

const helper = '\0vite/preload-helper.js'

/**
 * Leaves `import()` to the browser. Vite wraps it to load styles and preload scripts, for 1 kB gzip before "join";
 * there is one stylesheet, and what is loaded lazily here is loaded early enough.
 */
export const plainImports = (): Plugin => ({
  name: 'runde-plain-imports',
  enforce: 'pre',
  load: (id) => (id === helper ? 'export const __vitePreload = (load) => load()' : undefined),
})
