import { type ChatMessages, chatLimits, type findMessage as findRpc, type listMessages as listRpc } from '@runde/contracts/chat'
import type { ReplyOf, RequestOf } from '@runde/contracts/rpc'
import type { Call } from '@runde/service-kit/bus'
import { asChatMessage } from './as-chat-message.ts'
import { type Deps as InDeps, mustBeIn } from './must-be-in.ts'
import type { Meetings } from './ports/meetings.ts'

export interface Deps extends InDeps {
  readonly meetings: InDeps['meetings'] & Pick<Meetings, 'messages' | 'message'>
}

/** What was said in the meeting, for whoever is in. */
export const listMessages =
  (deps: Deps) =>
  async ({ after, ...asked }: RequestOf<typeof listRpc>, call: Call): Promise<ChatMessages> => {
    await mustBeIn(deps, asked, call)
    const found = await deps.meetings.messages(asked.meeting_id, chatLimits.page + 1, after)
    return { messages: found.slice(0, chatLimits.page).map(asChatMessage), more: found.length > chatLimits.page }
  }

export const findMessage =
  ({ meetings }: { readonly meetings: Pick<Meetings, 'message'> }) =>
  async ({ meeting_id, message_id }: RequestOf<typeof findRpc>): Promise<ReplyOf<typeof findRpc>> => {
    const message = await meetings.message(meeting_id, message_id)
    return message ? { message: asChatMessage(message) } : {}
  }
