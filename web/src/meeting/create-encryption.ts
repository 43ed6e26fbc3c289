import type { Joined } from '@runde/contracts/rest'
import { type Accessor, createSignal } from 'solid-js'
import { canEncrypt } from '../can-encrypt.ts'
import { withKey } from '../keyed-link.ts'
import { recallMediaKey } from '../media-key.ts'
import { createUndecryptable, type Undecryptable } from './create-undecryptable.ts'
import type { MeetingDeps } from './deps.ts'
import { keyToJoinWith } from './key-to-join-with.ts'

export interface Encryption extends Undecryptable {
  /** The meeting is end-to-end encrypted, and this page encrypts. */
  readonly encrypted: Accessor<boolean>
  /** The key of an encrypted meeting; a secret. */
  readonly mediaKey: Accessor<string | undefined>
  /** The meeting, with the key in its link. */
  readonly meeting: MeetingDeps['meeting']
  /** What to connect with. Throws where it cannot be as the meeting asks. */
  keyFor(joined: Pick<Joined, 'encrypted'>): string | undefined
}

export const createEncryption = ({ id, name, url }: MeetingDeps['meeting']): Encryption => {
  const [key, setKey] = createSignal<string>()
  return {
    ...createUndecryptable(),
    encrypted: () => key() !== undefined,
    mediaKey: key,
    meeting: {
      id,
      name,
      get url() {
        return withKey(url, 'key', key())
      },
    },
    keyFor: ({ encrypted }) => setKey(keyToJoinWith({ encrypted, key: recallMediaKey(id), able: canEncrypt() })),
  }
}
