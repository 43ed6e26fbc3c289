import { keyRing } from './key-ring.ts'

/** What makes the person at this browser a host of a meeting, if anything does. */
export const { recall: recallHostKey, keep: keepHostKey, forget: forgetHostKey } = keyRing('host')
