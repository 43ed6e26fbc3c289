import type { ChatMessage } from '@runde/contracts/chat'
import type { Seal } from './seal.ts'
import { left, written } from './written.ts'

/** The server has not seen it: whoever has the key can seal what it would refuse. */
const asIfChecked = (text: string | undefined): string | undefined =>
  text !== undefined && written(text) === text && left(text) >= 0 ? text : undefined

/**
 * What a message says; undefined when it cannot be read here. In an encrypted meeting, which has a seal, nothing in clear is
 * believed: it may be from somebody else than it says.
 */
export const openMessage = async (
  { text, sealed, participant_id }: Pick<ChatMessage, 'text' | 'sealed' | 'participant_id'>,
  seal: Seal | undefined,
): Promise<string | undefined> => {
  if (!seal) return text
  return sealed === undefined ? undefined : asIfChecked(await seal.open(sealed, participant_id))
}
