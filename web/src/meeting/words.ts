import * as chat from '../i18n/chat.ts'
import * as encryption from '../i18n/encryption.ts'
import * as hands from '../i18n/hands.ts'
import { inLanguage } from '../i18n/language.ts'
import { de } from '../i18n/meeting-de.ts'
import { en } from '../i18n/meeting-en.ts'
import * as permissions from '../i18n/permissions.ts'

/** The texts of the call: `t().leave`. */
export const t = inLanguage({
  de: { ...de, ...permissions.de, ...hands.de, ...chat.de, ...encryption.de },
  en: { ...en, ...permissions.en, ...hands.en, ...chat.en, ...encryption.en },
})
