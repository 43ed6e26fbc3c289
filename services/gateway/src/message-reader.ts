import { type ChatMessage, findMessage } from '@runde/contracts/chat'
import type { Bus } from '@runde/service-kit/bus'
import { within } from '@runde/service-kit/deadline'

/** The message, or undefined when it is gone. @throws RundeError `unavailable` */
export type ReadMessage = (meetingId: string, messageId: string) => Promise<ChatMessage | undefined>

/** Milliseconds for which a message is remembered here: everybody who listens is told of it in about the same moment. */
const remembered = 5_000
/** Milliseconds for one question on the bus. */
const patience = 4_000

/** Asks once for all who listen here: events say that there is a message, and not what was said. */
export const createMessageReader = ({ bus }: { readonly bus: Pick<Bus, 'request'> }): ReadMessage => {
  const asked = new Map<string, Promise<ChatMessage | undefined>>()
  return (meeting_id, message_id) => {
    const name = `${meeting_id} ${message_id}`
    const known = asked.get(name)
    if (known) return known
    const reading = bus.request(findMessage, { meeting_id, message_id }, within(patience)).then(({ message }) => message)
    asked.set(name, reading)
    reading.catch(() => asked.delete(name))
    setTimeout(() => asked.delete(name), remembered).unref()
    return reading
  }
}
