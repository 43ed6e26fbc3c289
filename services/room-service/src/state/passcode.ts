import { createHmac, hkdfSync } from 'node:crypto'

/** What is kept of a passcode. Without the secret nobody can try passcodes on it, short as they are. */
export type HashPasscode = (meetingId: string, passcode: string) => string

export const passcodeHashes = (secret: string): HashPasscode => {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'runde passcode', 32))
  return (meetingId, passcode) =>
    createHmac('sha256', key)
      .update(`${meetingId}\n${passcode.normalize('NFC')}`)
      .digest('base64url')
}
