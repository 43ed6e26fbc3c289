import type { ChatMessage } from '@runde/contracts/chat'
import type { MessageBody } from '@runde/contracts/rest'
import { type Accessor, createSignal } from 'solid-js'
import { codeOfFailure } from '../../api.ts'
import type { Message } from './message.ts'
import { arrivals, type Outgoing, sendFailure } from './outgoing.ts'
import type { Seal } from './seal.ts'

export interface Outbox {
  readonly outgoing: Accessor<readonly Outgoing[]>
  /** What was written here and has arrived: message id to key. */
  readonly keys: ReadonlyMap<string, string>
  send(text: string): void
  /** Once more what did not arrive: the same message for the server. */
  sendAgain(key: string): void
  /** Own messages that were not known: they have arrived, whatever became of the answer. */
  heard(messages: readonly Message[]): void
}

export interface OutboxDeps {
  /** Rejects with an error that carries a `code`. */
  send(body: MessageBody, key: string): Promise<ChatMessage>
  onSent(message: ChatMessage): Promise<void>
  /** Undefined where messages are sent in clear. */
  seal(): Seal | undefined
  /** The identity of whoever writes. */
  own(): string
  /** Milliseconds since the epoch, by the server's clock. */
  now(): number
}

/** Not `randomUUID`, which is there on https only. */
const newKey = (): string => crypto.getRandomValues(new BigUint64Array(2)).join('-')

interface Prepared {
  readonly body: MessageBody
  readonly key: string
  readonly seal: Seal | undefined
}

/** What is written here, until it has arrived: one after the other, so that it stays in order. */
export const createOutbox = ({ send, onSent, seal, own, now }: OutboxDeps): Outbox => {
  const [outgoing, setOutgoing] = createSignal<readonly Outgoing[]>([])
  const keys = new Map<string, string>()
  const prepared = new Map<string, Prepared>()
  let line: Promise<void> = Promise.resolve()

  const prepare = async (text: string): Promise<Prepared> => {
    const now = seal()
    return { body: now ? { sealed: await now.close(text, own()) } : { text }, key: newKey(), seal: now }
  }
  const remove = (gone: ReadonlySet<string>) => {
    for (const key of gone) prepared.delete(key)
    setOutgoing((all) => all.filter(({ key }) => !gone.has(key)))
  }
  const become = (key: string, state: Pick<Outgoing, 'failure'>) =>
    setOutgoing((all) => all.map((one) => (one.key === key ? { key, text: one.text, at: one.at, ...state } : one)))

  const deliver = async ({ key, text }: Outgoing) => {
    if (!outgoing().some((one) => one.key === key)) return
    try {
      const before = prepared.get(key)
      // Sealed anew it is something else, which goes with a key of its own; with the old seal nobody could read it.
      const ready = before?.seal === seal() && before ? before : await prepare(text)
      prepared.set(key, ready)
      await onSent(await send(ready.body, ready.key))
      remove(new Set([key]))
    } catch (error) {
      become(key, { failure: sendFailure(codeOfFailure(error)) })
    }
  }
  const enqueue = (one: Outgoing) => {
    line = line.then(() => deliver(one))
  }

  return {
    outgoing,
    keys,
    send(text) {
      const one = { key: newKey(), text, at: now() }
      setOutgoing((all) => [...all, one])
      enqueue(one)
    },
    sendAgain(key) {
      const one = outgoing().find((known) => known.key === key && known.failure)
      if (!one) return
      become(key, {})
      enqueue(one)
    },
    heard(messages) {
      const arrived = arrivals(
        outgoing(),
        messages.filter(({ by }) => by === own()),
      )
      for (const [id, key] of arrived) keys.set(id, key)
      if (arrived.size > 0) remove(new Set(arrived.values()))
    },
  }
}
