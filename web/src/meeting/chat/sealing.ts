import type { ChatMessage } from '@runde/contracts/chat'
import type { MessageBody } from '@runde/contracts/rest'
import { recallMediaKey } from '../../media-key.ts'
import { type Seal, sealOf } from './seal.ts'

export interface Sealing {
  /** What is sent of a text. */
  body(text: string, by: string): Promise<MessageBody>
  /** What a message says; undefined when that cannot be known here, or not be trusted. */
  textOf(message: ChatMessage): Promise<string | undefined>
}

/** As the meeting is: in clear, or with its key, which may be replaced while the call runs. */
export const createSealing = (meetingId: string, encrypted: () => boolean): Sealing => {
  let known: { readonly key: string; readonly seal: Seal } | undefined
  const seal = (): Seal | undefined => {
    const key = recallMediaKey(meetingId)
    if (key === undefined) return undefined
    if (known?.key !== key) known = { key, seal: sealOf(key, meetingId) }
    return known.seal
  }
  return {
    async body(text, by) {
      if (!encrypted()) return { text }
      const own = seal()
      if (!own) throw new Error('an encrypted meeting without its key')
      return { sealed: await own.close(text, by) }
    },
    async textOf({ text, sealed, participant_id }) {
      // What comes in clear in an encrypted meeting has not been said by anybody in it.
      if (!encrypted()) return text
      return sealed === undefined ? undefined : seal()?.open(sealed, participant_id)
    },
  }
}
