import type { LiveEventName, LiveEvents } from '@runde/contracts/live'
import { createParser } from 'eventsource-parser'

/** One event of a meeting, by its name. */
export type LiveEvent = { readonly [Name in LiveEventName]: { readonly name: Name; readonly data: LiveEvents[Name] } }[LiveEventName]

const names: ReadonlySet<string> = new Set<LiveEventName>([
  'meeting',
  'participants',
  'lobby',
  'admission',
  'message',
  'ending_soon',
  'ended',
])

/** Undefined for an event of a later version and for what is no event at all; the gateway has checked the rest. */
export const liveEvent = (name: string | undefined, data: string): LiveEvent | undefined => {
  if (!name || !names.has(name)) return undefined
  try {
    return { name, data: JSON.parse(data) } as LiveEvent
  } catch {
    return undefined
  }
}

export interface EventReader {
  onEvent(event: LiveEvent): void
  /** The place to go on from after a loss; empty when there is none. */
  onId(id: string): void
  /** Milliseconds that the server wants us to wait before we come back. */
  onRetry(milliseconds: number): void
}

/** Reads server-sent events out of bytes that come in pieces of any size. */
export const readEvents = ({ onEvent, onId, onRetry }: EventReader): ((bytes: Uint8Array<ArrayBuffer>) => void) => {
  const decoder = new TextDecoder()
  const parser = createParser({
    onEvent({ event, data }) {
      const known = liveEvent(event, data)
      if (known) onEvent(known)
    },
    onId,
    onRetry,
  })
  return (bytes) => parser.feed(decoder.decode(bytes, { stream: true }))
}
