import { canEncrypt } from '../can-encrypt.ts'
import { readText, writeText } from '../storage.ts'

const name = 'runde.encrypted'

/** Whether the person at this browser wants new meetings to be end-to-end encrypted. */
export const wantsEncryption = (): boolean => readText('localStorage', name) === 'on' && canEncrypt()

export const rememberEncryption = (wanted: boolean): void => writeText('localStorage', name, wanted ? 'on' : undefined)
