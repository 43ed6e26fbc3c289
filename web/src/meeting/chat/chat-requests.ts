import type { ChatMessage, ChatMessages } from '@runde/contracts/chat'
import { ownPaths } from '@runde/contracts/own-paths'
import { pathTo } from '@runde/contracts/paths'
import type { MessageBody } from '@runde/contracts/rest'
import { call } from '../../api.ts'

/** What the server does for the chat of a meeting. Each rejects with an `ApiError`; `token` proves who the person is. */
export const chatRequests = (meetingId: string, token: () => string | undefined) => {
  const path = pathTo(ownPaths.messages, meetingId)
  return {
    /** What came after a message, or from the beginning. */
    read: (after: string) => call<ChatMessages>(after === '' ? path : `${path}?after=${encodeURIComponent(after)}`, { bearer: token() }),
    send: (body: MessageBody, key: string) => call<ChatMessage>(path, { body, key, bearer: token() }),
  }
}
