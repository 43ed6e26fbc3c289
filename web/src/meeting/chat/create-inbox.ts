import type { ChatMessage, ChatMessages } from '@runde/contracts/chat'
import type { ErrorCode } from '@runde/contracts/errors'
import { type Accessor, batch, createSignal } from 'solid-js'
import { codeOfFailure } from '../../api.ts'
import { latest } from '../latest.ts'
import { asMessage, compareIds, type Message, merged } from './message.ts'

export interface Inbox {
  readonly messages: Accessor<readonly Message[]>
  /** Everything that was said before has been read. */
  readonly loaded: Accessor<boolean>
  readonly loading: Accessor<boolean>
  /** Why the last reading failed; a new value each time. */
  readonly failed: Accessor<{ readonly code: ErrorCode | 'network' } | undefined>
  /** Reads what was said; at once what came after the last reading, if there was one. */
  load(): Promise<void>
  /** Takes what is told while it happens. */
  hear(message: ChatMessage): Promise<void>
  /** Something may have been said that was not heard. */
  missed(): void
  /** Tries to read what could not be read. */
  openAgain(): Promise<void>
}

export interface InboxDeps {
  /** Rejects with an error that carries a `code`. */
  read(after: string): Promise<ChatMessages>
  /** What it says; undefined if it cannot be read here. */
  open(message: ChatMessage): Promise<string | undefined>
  /** Told of messages that were not known, just before they are shown. */
  onNews(messages: readonly Message[]): void
}

/** Milliseconds for which messages that are told may overtake each other. */
const overtaking = 10_000

const shortlyBefore = (id: string): string => (id === '' ? '' : `${Math.max(0, Number.parseInt(id, 10) - overtaking)}-0`)

/** What everybody says: from the history, and as it happens. */
export const createInbox = ({ read, open, onNews }: InboxDeps): Inbox => {
  const [messages, setMessages] = createSignal<readonly Message[]>([])
  const [loaded, setLoaded] = createSignal(false)
  const [loading, setLoading] = createSignal(false)
  const [failed, setFailed] = createSignal<{ readonly code: ErrorCode | 'network' }>()
  const unreadable = new Map<string, ChatMessage>()
  let asked = false
  /** Nothing before this one is missing here. */
  let place = ''
  /** Something after it may be: what is heard then does not move it. */
  let behind = true

  const advance = (id: string) => {
    if (compareIds(id, place) > 0) place = id
  }
  const take = async (received: readonly ChatMessage[]) => {
    const opened = await Promise.all(received.map(async (one) => ({ one, text: await open(one) })))
    for (const { one, text } of opened) {
      if (text === undefined) unreadable.set(one.message_id, one)
      else unreadable.delete(one.message_id)
    }
    const known = new Set(messages().map(({ id }) => id))
    const told = opened.map(({ one, text }) => asMessage(one, text))
    batch(() => {
      onNews(told.filter(({ id }) => !known.has(id)))
      setMessages((before) => merged(before, told))
    })
  }
  const readOn = async () => {
    let after = shortlyBefore(place)
    for (let more = true; more; ) {
      const page = await read(after)
      await take(page.messages)
      const last = page.messages.at(-1)?.message_id ?? ''
      // A page that leads nowhere would be asked for again and again.
      more = page.more && compareIds(last, after) > 0
      after = last
      advance(last)
    }
  }
  const load = latest(async () => {
    asked = true
    behind = true
    setLoading(true)
    try {
      await readOn()
      behind = false
      setFailed(undefined)
      setLoaded(true)
    } catch (error) {
      setFailed({ code: codeOfFailure(error) })
    }
    setLoading(false)
  })

  return {
    messages,
    loaded,
    loading,
    failed,
    load,
    async hear(message) {
      if (!behind) advance(message.message_id)
      await take([message])
    },
    missed() {
      if (asked) void load()
    },
    openAgain: () => take([...unreadable.values()]),
  }
}
