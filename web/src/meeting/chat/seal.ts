const nonceLength = 12
const encoder = new TextEncoder()

const toBase64url = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
const fromBase64url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0))

/** Whose words they are, in which meeting: nobody can pass them off as another's, or say them elsewhere. */
const bound = (meetingId: string, by: string) => encoder.encode(`${meetingId} ${by}`)

export interface Seal {
  /** A nonce and the text, AES-GCM, base64url. */
  close(text: string, by: string): Promise<string>
  /** Undefined when it was sealed with another key, by somebody else, or has been changed. */
  open(sealed: string, by: string): Promise<string | undefined>
}

/** Of the key that stands in the link; sound and picture are encrypted with others made of it. */
export const sealOf = (mediaKey: string, meetingId: string): Seal => {
  const derived = crypto.subtle
    .importKey('raw', encoder.encode(mediaKey), 'HKDF', false, ['deriveKey'])
    .then((base) =>
      crypto.subtle.deriveKey(
        { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: encoder.encode('runde chat v1') },
        base,
        { name: 'AES-GCM', length: 256 },
        false,
        ['encrypt', 'decrypt'],
      ),
    )
  return {
    async close(text, by) {
      const iv = crypto.getRandomValues(new Uint8Array(nonceLength))
      const additionalData = bound(meetingId, by)
      const cipher = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, await derived, encoder.encode(text))
      return toBase64url(new Uint8Array([...iv, ...new Uint8Array(cipher)]))
    },
    async open(sealed, by) {
      try {
        const bytes = fromBase64url(sealed)
        const parameters = { name: 'AES-GCM', iv: bytes.slice(0, nonceLength), additionalData: bound(meetingId, by) }
        const text = await crypto.subtle.decrypt(parameters, await derived, bytes.slice(nonceLength))
        return new TextDecoder('utf-8', { fatal: true }).decode(text)
      } catch {
        return undefined
      }
    },
  }
}
