import { keyRing } from './key-ring.ts'

/** What sound and pictures of a meeting are encrypted with, end to end. It stays among those with the link: no server gets it. */
export const { recall: recallMediaKey, keep: keepMediaKey, forget: forgetMediaKey } = keyRing('key')

/** 128 bits or more, base64url. */
export const isMediaKey = (text: string): boolean => /^[\w-]{22,86}$/.test(text)
