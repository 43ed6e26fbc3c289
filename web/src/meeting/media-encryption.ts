import { type E2EEManagerOptions, ExternalE2EEKeyProvider, type Room } from 'livekit-client'
import EncryptionWorker from 'livekit-client/e2ee-worker?worker'
import { takeNothingInClear } from './nothing-in-clear.ts'

/** The ciphers of one connection; they work in a thread of their own until disposed. */
export interface MediaEncryption extends Disposable {
  readonly options: E2EEManagerOptions
  /** Must have worked before the room connects: what is sent before would be in clear. */
  start(room: Room): Promise<void>
}

export const encryptMedia = (key: string): MediaEncryption => {
  // It gives no key up that has failed: everybody has the same, so that one person with another one would make all others unseen.
  const keyProvider = new ExternalE2EEKeyProvider()
  const worker = takeNothingInClear(new EncryptionWorker())
  return {
    options: { keyProvider, worker },
    async start(room) {
      // Of bytes the SDK makes the cipher's key by HKDF. Of a text by PBKDF2, again for every track that somebody publishes.
      await keyProvider.setKey(new TextEncoder().encode(key).buffer)
      await room.setE2EEEnabled(true)
    },
    [Symbol.dispose]: () => worker.terminate(),
  }
}
