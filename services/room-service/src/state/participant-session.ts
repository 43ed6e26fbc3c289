import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { meetingIdAlphabet } from '@runde/contracts/meeting-id'

const identityLength = 16
const secretLength = 24
const identity = new RegExp(`^guest-[${meetingIdAlphabet}]{${identityLength}}$`)

const hash = (secret: string) => createHash('sha256').update(secret).digest('hex')

/** Symbols out of random bytes; a byte that would favour some of them is passed over. */
const symbolsOf = (bytes: Buffer): string => {
  const fair = 256 - (256 % meetingIdAlphabet.length)
  const symbols = [...bytes].filter((byte) => byte < fair).map((byte) => meetingIdAlphabet[byte % meetingIdAlphabet.length])
  return symbols.slice(0, identityLength).join('')
}

export interface NewSession {
  readonly participant_id: string
  /** `<participant id>.<192 bits>`: whoever presents it is this participant. */
  readonly participant_token: string
  /** SHA-256 of the secret part, hex; all that is kept. */
  readonly session_hash: string
}

/** More bytes than symbols, since some are passed over; fewer than 16 of 64 fair ones does not happen. */
const identityBytes = 64

const sessionOf = (bytes: Buffer): NewSession => {
  const participant_id = `guest-${symbolsOf(bytes.subarray(secretLength))}`
  const secret = bytes.subarray(0, secretLength).toString('base64url')
  return { participant_id, participant_token: `${participant_id}.${secret}`, session_hash: hash(secret) }
}

/** A participant that never was, with the secret that will bring the same one back. */
export const newSession = (): NewSession => sessionOf(randomBytes(secretLength + identityBytes))

/** Sessions that a key determines: the same key in the same meeting is the same participant, on every replica, and nothing is stored for it. */
export const keyedSessions = (secret: string) => {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'runde admission key', 32))
  const block = (text: string, n: number) => createHmac('sha512', key).update(`${n}\n${text}`).digest()
  return (meetingId: string, idempotencyKey: string): NewSession => {
    const text = `${meetingId}\n${idempotencyKey}`
    return sessionOf(Buffer.concat([block(text, 0), block(text, 1)]).subarray(0, secretLength + identityBytes))
  }
}

/** What a presented session claims; undefined when it is none of ours by its form. The hash is the store's to compare. */
export const readSession = (participantToken: string) => {
  const [participant_id, secret, ...rest] = participantToken.split('.')
  if (!participant_id || !secret || rest.length > 0 || !identity.test(participant_id)) return undefined
  return { participant_id, session_hash: hash(secret) }
}
