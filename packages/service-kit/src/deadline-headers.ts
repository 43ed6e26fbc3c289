import { randomUUID } from 'node:crypto'
import type { Call } from './bus.ts'
import { clockOffsets } from './clock-offset.ts'
import { type Deadline, now } from './deadline.ts'

/** What travels beside a payload: the deadline and the trace context. */
export type Headers = Record<string, string>

const deadlineHeader = 'runde-deadline'
/** The sender's clock when the message left, and which process that was: with them a wrong clock does no harm. */
const sentHeader = 'runde-sent'
const senderHeader = 'runde-sender'

/** Names this process, and with it its clock. */
const self = randomUUID()

/** Milliseconds given to a message that names no deadline. */
const defaultPatience = 5_000

export const deadlineHeaders = (deadline: Deadline): Headers => ({
  [deadlineHeader]: String(deadline),
  [sentHeader]: String(now()),
  [senderHeader]: self,
})

const numberOf = (text: string | undefined): number | undefined => {
  const number = Number(text)
  return Number.isFinite(number) && number > 0 ? number : undefined
}

/** Reads the deadline of each message and translates it from the sender's clock to the own. */
export const deadlineReader = () => {
  const offsets = clockOffsets()
  return (headers: Headers): Call => {
    const deadline = numberOf(headers[deadlineHeader])
    const sent = numberOf(headers[sentHeader])
    const sender = headers[senderHeader]
    if (deadline === undefined) return { deadline: now() + defaultPatience }
    // A sender of an earlier release; its clock has to be right.
    if (sent === undefined || !sender) return { deadline }
    return { deadline: deadline + offsets.observe(sender, sent, now()) }
  }
}
