import type { ChatMessage, sendMessage as sendRpc } from '@runde/contracts/chat'
import { RundeError } from '@runde/contracts/errors'
import type { RequestOf } from '@runde/contracts/rpc'
import type { Call } from '@runde/service-kit/bus'
import type { Logger } from '@runde/service-kit/log'
import { asChatMessage } from './as-chat-message.ts'
import { type Deps as InDeps, mustBeIn } from './must-be-in.ts'
import type { FoundMeeting, Meetings, Said } from './ports/meetings.ts'
import { permissionsOf } from './state/permissions.ts'

export interface Deps extends InDeps {
  readonly meetings: InDeps['meetings'] & Pick<Meetings, 'sendMessage'>
  readonly log: Logger
}

/** In an encrypted meeting no server may read what is said, and in another one everybody can. */
const saidIn = ({ state }: FoundMeeting, { text, sealed }: { text?: string; sealed?: string }): Said => {
  if (state.encrypted) {
    if (sealed === undefined)
      throw new RundeError('sealing_wrong', 'This meeting is encrypted end to end: send what the browser has sealed.')
    return { sealed: true, body: sealed }
  }
  if (text === undefined) throw new RundeError('sealing_wrong', 'This meeting is not encrypted end to end: send a text.')
  return { sealed: false, body: text }
}

/** Says something to everybody in the meeting, once for each key. */
export const sendMessage =
  (deps: Deps) =>
  async ({ text, sealed, idempotency_key, ...asked }: RequestOf<typeof sendRpc>, call: Call): Promise<ChatMessage> => {
    const { meetings, log } = deps
    const { found, known } = await mustBeIn(deps, asked, call)
    const { meeting_id, participant_id, record } = known
    if (!permissionsOf(found.state, record).chat) throw new RundeError('chat_forbidden', 'A host has closed the chat for you.')
    const said = saidIn(found, { ...(text !== undefined && { text }), ...(sealed !== undefined && { sealed }) })
    const sent = await meetings.sendMessage(meeting_id, { participant_id, display_name: record.name, key: idempotency_key, ...said })
    switch (sent.outcome) {
      case 'meeting_ended':
        throw new RundeError('meeting_ended', 'The meeting has ended.')
      case 'reused':
        throw new RundeError('idempotency_key_reused', 'This Idempotency-Key came with another message before.')
      case 'too_many': {
        const retryAfter = Math.ceil(sent.wait / 1_000)
        throw new RundeError('too_many_requests', `The next message is taken in ${retryAfter} s.`, { retryAfter })
      }
      case 'sent':
        log.info({ meeting_id, participant_id, message_id: sent.message.id }, 'message sent')
        return asChatMessage(sent.message)
    }
  }
