import { randomInt } from 'node:crypto'
import { meetingIdAlphabet } from '@runde/contracts/meeting-id'

const symbols = (count: number) => Array.from({ length: count }, () => meetingIdAlphabet[randomInt(meetingIdAlphabet.length)]).join('')

/** A meeting id from a cryptographic source; `randomInt` has no modulo bias. */
export const newMeetingId = (): string => `${symbols(3)}-${symbols(4)}-${symbols(3)}`
