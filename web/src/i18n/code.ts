import { inLanguage } from './language.ts'
import type { SameKeys } from './plural.ts'

export const de = {
  codeOrLink: 'Code oder Link',
  enter: 'Beitreten',
  codeShort: 'Dieser Code ist zu kurz. Er hat zehn Zeichen.',
  codeWrong: 'Das ist kein Code und kein Link zu einem Meeting. Ein Code sieht aus wie 7kq-mfxr-2rp.',
}

export const en: SameKeys<typeof de> = {
  codeOrLink: 'Code or link',
  enter: 'Join',
  codeShort: 'This code is too short. It has ten characters.',
  codeWrong: 'This is neither a code nor a link to a meeting. A code looks like 7kq-mfxr-2rp.',
}

/** Texts of the field for a code or link. */
export const codeTexts = inLanguage<SameKeys<typeof de>>({ de, en })
