import { inLanguage } from './language.ts'
import type { SameKeys } from './plural.ts'

export const de = {
  otherLanguage: 'English',
  footerFree: 'Freie Software',
  footerApi: 'Schnittstelle (API)',
  close: 'Schließen',
}

export const en: SameKeys<typeof de> = {
  otherLanguage: 'Deutsch',
  footerFree: 'Free software',
  footerApi: 'API',
  close: 'Close',
}

/** Texts of every page. */
export const commonTexts = inLanguage<SameKeys<typeof de>>({ de, en })
