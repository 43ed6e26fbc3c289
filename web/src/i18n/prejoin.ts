import { lazyTexts } from './language.ts'
import type { SameKeys } from './plural.ts'
import type { PrejoinTexts } from './prejoin-de.ts'

/** Texts of the page before joining. */
export const prejoinTexts = lazyTexts<SameKeys<PrejoinTexts>>({
  de: async () => (await import('./prejoin-de.ts')).de,
  en: async () => (await import('./prejoin-en.ts')).en,
})
