import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'

const keyLength = 24
const form = /^host_[A-Za-z0-9_-]{32}$/

/** SHA-256 of the key, its first 192 bits; all that is kept of it. */
export const hashOfHostKey = (hostKey: string): string =>
  createHash('sha256').update(hostKey).digest().subarray(0, 24).toString('base64url')

const asKey = (bytes: Buffer): string => `host_${bytes.toString('base64url')}`

/** A key of 192 bits that nobody had before. */
export const newHostKey = (): string => asKey(randomBytes(keyLength))

export type KeyedHostKey = (meetingId: string, idempotencyKey: string) => string

/** Host keys that an idempotency key determines: a repeated create answers the same, although only the hash is kept. */
export const keyedHostKeys = (secret: string): KeyedHostKey => {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'runde host key', 32))
  return (meetingId, idempotencyKey) =>
    asKey(createHmac('sha256', key).update(`${meetingId}\n${idempotencyKey}`).digest().subarray(0, keyLength))
}

/** A key as it is stored: its hash and when it was made. The first one, made with its meeting, is a hash alone. */
export const storedHostKey = (hash: string, madeAt: number): string => `${hash}.${madeAt.toString(36)}`

export const readHostKey = (stored: string) => {
  const [hash = '', madeAt] = stored.split('.')
  // Half of a hash tells keys apart, and opens nothing.
  return { hash, key_id: hash.slice(0, 12), made_at: madeAt === undefined ? undefined : Number.parseInt(madeAt, 36) }
}

/** Whether the key is one of a meeting with these hashes. How long that takes tells nothing about them. */
export const isHostKey = (hostKeys: readonly string[], hostKey: string): boolean => {
  if (!form.test(hostKey)) return false
  const presented = Buffer.from(hashOfHostKey(hostKey))
  let matches = false
  for (const stored of hostKeys) {
    const known = Buffer.from(readHostKey(stored).hash)
    if (known.length === presented.length && timingSafeEqual(known, presented)) matches = true
  }
  return matches
}
