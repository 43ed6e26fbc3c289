import { inLanguage } from './language.ts'
import type { SameKeys } from './plural.ts'

export const de = {
  linkOrKey: 'Ganzer Link oder Schlüssel',
  linkOrKeyHint: 'Der Schlüssel steht im Link hinter dem Zeichen #.',
  keyNone: 'Darin ist kein Schlüssel. Füge den Link ganz ein, auch was hinter dem Zeichen # steht.',
  keyOther: 'Dieser Link gehört zu einem anderen Meeting.',
}

export const en: SameKeys<typeof de> = {
  linkOrKey: 'Whole link or key',
  linkOrKeyHint: 'The key is the part of the link after the # sign.',
  keyNone: 'There is no key in it. Paste the whole link, including what follows the # sign.',
  keyOther: 'This link belongs to another meeting.',
}

/** Texts of the field for the key of an encrypted meeting. */
export const keyTexts = inLanguage<SameKeys<typeof de>>({ de, en })
