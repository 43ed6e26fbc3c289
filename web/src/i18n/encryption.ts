import type { SameKeys } from './plural.ts'

/** Texts about end-to-end encryption; part of those of the call. */
export const de = {
  endToEnd: 'Ende-zu-Ende-verschlüsselt',
  inClear: (names: string) => `Nicht verschlüsselt: ${names}`,
  notEncrypted: 'Nicht verschlüsselt',
  notDecryptable: 'Lässt sich nicht entschlüsseln',
  keyWrong: 'Dein Schlüssel passt nicht zu dem der anderen. Öffne den Link noch einmal, den du bekommen hast.',
  pasteLink: 'Link einfügen',
  useKey: 'Übernehmen',
  keyedCopyFailed: 'Der Link lässt sich nicht kopieren. Erlaube der Seite die Zwischenablage und versuche es erneut.',
}

export const en: SameKeys<typeof de> = {
  endToEnd: 'End-to-end encrypted',
  inClear: (names) => `Not encrypted: ${names}`,
  notEncrypted: 'Not encrypted',
  notDecryptable: 'Cannot be decrypted',
  keyWrong: 'Your key does not match that of the others. Open the link that you were given once more.',
  pasteLink: 'Paste link',
  useKey: 'Use it',
  keyedCopyFailed: 'The link cannot be copied. Allow this page to use the clipboard and try again.',
}
