import type { AskableSource } from '@runde/contracts/host-operations'

interface Packet {
  readonly payload: Uint8Array
  readonly topic: string | undefined
  /** The identity of whoever sent it; LiveKit names nobody where the server did. */
  readonly sender: string | undefined
}

const topicOfAsks = 'runde.ask'

const isAskable = (source: unknown): source is AskableSource => source === 'microphone' || source === 'camera'

const parsed = (payload: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(payload))
  } catch {
    return undefined
  }
}

/** What the server asks this person to turn on for a host. Anybody may send packets; nobody else's is believed. */
export const askedFor = ({ payload, topic, sender }: Packet): AskableSource | undefined => {
  if (sender || topic !== topicOfAsks) return undefined
  const told = parsed(payload)
  const source = typeof told === 'object' && told !== null && 'source' in told ? told.source : undefined
  return isAskable(source) ? source : undefined
}
