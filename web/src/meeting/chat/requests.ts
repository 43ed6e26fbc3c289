import type { ChatMessage, ChatMessages } from '@runde/contracts/chat'
import { ownPaths } from '@runde/contracts/own-paths'
import { pathTo } from '@runde/contracts/paths'
import type { MessageBody } from '@runde/contracts/rest'
import { call } from '../../api.ts'

export interface ChatRequests {
  send(body: MessageBody, key: string): Promise<ChatMessage>
  /** Everything after a message, or from the beginning, oldest first. */
  read(after: string | undefined): Promise<readonly ChatMessage[]>
}

/** `token` proves who this person is; a secret. */
export const chatRequests = (meetingId: string, token: () => string | undefined): ChatRequests => {
  const path = pathTo(ownPaths.messages, meetingId)
  return {
    send: (body, key) => call<ChatMessage>(path, { body, key, bearer: token() }),
    async read(after) {
      const all: ChatMessage[] = []
      let last = after
      for (let more = true; more; ) {
        const page = await call<ChatMessages>(last === undefined ? path : `${path}?after=${last}`, { bearer: token() })
        all.push(...page.messages)
        last = page.messages.at(-1)?.message_id ?? last
        more = page.more && page.messages.length > 0
      }
      return all
    },
  }
}
