import { createHash, randomBytes, randomInt } from 'node:crypto'
import { meetingIdAlphabet } from '@runde/contracts/meeting-id'

const identityLength = 16
const identity = new RegExp(`^guest-[${meetingIdAlphabet}]{${identityLength}}$`)

const hash = (secret: string) => createHash('sha256').update(secret).digest('hex')

/** A participant that never was, with the secret that will bring the same one back: `<participant id>.<192 random bits>`. */
export const newSession = () => {
  const symbols = Array.from({ length: identityLength }, () => meetingIdAlphabet[randomInt(meetingIdAlphabet.length)])
  const participant_id = `guest-${symbols.join('')}`
  const secret = randomBytes(24).toString('base64url')
  return { participant_id, participant_token: `${participant_id}.${secret}`, session_hash: hash(secret) }
}

/** What a presented session claims; undefined when it is none of ours by its form. The hash is the store's to compare. */
export const readSession = (participantToken: string) => {
  const [participant_id, secret, ...rest] = participantToken.split('.')
  if (!participant_id || !secret || rest.length > 0 || !identity.test(participant_id)) return undefined
  return { participant_id, session_hash: hash(secret) }
}
