import type { ChatMessage } from '@runde/contracts/chat'
import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import type { LiveMeeting } from '../../live/live-meeting.ts'
import { hostFailure, isPassing } from '../host-failure.ts'
import { chatRequests } from './chat-requests.ts'
import { createInbox, type Inbox } from './create-inbox.ts'
import { createOutbox, type Outbox } from './create-outbox.ts'
import type { Message } from './message.ts'
import { openMessage } from './open-message.ts'
import { type Row, rowsOf } from './rows.ts'
import { sealOf } from './seal.ts'
import { unreadOf } from './unread.ts'
import { left, written } from './written.ts'

export interface Chat extends Pick<Inbox, 'loaded' | 'loading' | 'failed' | 'load'>, Pick<Outbox, 'sendAgain'> {
  /** What everybody has said, and what is on its way. */
  readonly rows: Accessor<readonly Row[]>
  /** What others have said since the person came, while they did not look. */
  readonly unread: Accessor<readonly Message[]>
  /** What is written and not sent; it stays when the panel closes. */
  readonly draft: Accessor<string>
  setDraft(draft: string): void
  /** Sends the draft, if there is something in it that can be sent. */
  send(): void
}

export interface ChatDeps {
  readonly meetingId: string
  /** Proves who this person is; a secret. */
  readonly token: Accessor<string | undefined>
  readonly own: Accessor<{ readonly identity: string; readonly name: string } | undefined>
  /** Of an encrypted meeting. */
  readonly mediaKey: Accessor<string | undefined>
  readonly live: Pick<LiveMeeting, 'now' | 'listen'>
  readonly connected: Accessor<boolean>
  /** Milliseconds since the epoch, by the clock of this machine. */
  readonly startedAt: Accessor<number>
  /** The chat is on the screen. */
  readonly open: Accessor<boolean>
}

/** Milliseconds after joining until what was said before is read: pictures and sound come first. */
const afterJoining = 2000
/** Milliseconds between two attempts to read. */
const pause = 10_000

/** Needs an owner. */
export const createChat = ({ meetingId, token, own, mediaKey, live, connected, startedAt, open }: ChatDeps): Chat => {
  const requests = chatRequests(meetingId, token)
  const [draft, setDraft] = createSignal('')
  const [seen, setSeen] = createSignal('')
  const identity = () => own()?.identity ?? ''
  const seal = createMemo(() => {
    const key = mediaKey()
    return key === undefined ? undefined : sealOf(key, meetingId)
  })

  const openNow = async (message: ChatMessage): Promise<string | undefined> => {
    const present = seal()
    const text = await openMessage(message, present)
    // With another key meanwhile, it may be read after all.
    return present === seal() ? text : openNow(message)
  }
  const inbox = createInbox({ read: requests.read, open: openNow, onNews: (messages) => outbox.heard(messages) })
  const outbox = createOutbox({ send: requests.send, onSent: inbox.hear, seal, own: identity, now: live.now })
  const listening = live.listen({ message: (message) => void inbox.hear(message), missed: inbox.missed })
  onCleanup(() => listening[Symbol.dispose]())
  createEffect(on(seal, () => void inbox.openAgain(), { defer: true }))

  const loadOnce = () => {
    if (!inbox.loaded()) void inbox.load()
  }
  const loadIn = (milliseconds: number, load: () => void) => {
    const timer = setTimeout(load, milliseconds)
    onCleanup(() => clearTimeout(timer))
  }
  createEffect(() => connected() && loadIn(afterJoining, loadOnce))
  createEffect(on(open, (isOpen) => isOpen && loadOnce()))
  createEffect(() => {
    const failure = inbox.failed()
    if (failure && isPassing(hostFailure(failure.code))) loadIn(pause, () => void inbox.load())
  })

  createEffect(() => {
    const last = inbox.messages().at(-1)
    if (open() && last) setSeen(last.id)
  })
  const since = () => startedAt() + live.now() - Date.now()
  const unread = createMemo(() => (open() ? [] : unreadOf(inbox.messages(), { own: identity(), seen: seen(), since: since() })))

  return {
    loaded: inbox.loaded,
    loading: inbox.loading,
    failed: inbox.failed,
    load: inbox.load,
    rows: createMemo(() =>
      rowsOf({ messages: inbox.messages(), outgoing: outbox.outgoing(), keys: outbox.keys, own: own() ?? { identity: '', name: '' } }),
    ),
    unread,
    draft,
    setDraft,
    send() {
      const text = written(draft())
      if (text === undefined || left(text) < 0) return
      setDraft('')
      outbox.send(text)
    },
    sendAgain: outbox.sendAgain,
  }
}
