import type { ChatMessage } from '@runde/contracts/chat'
import { type Accessor, batch, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import { codeOfFailure } from '../../api.ts'
import type { LiveMeeting } from '../../live/live-meeting.ts'
import { asMessage, compareIds, type Message, merged, type Outgoing, type OutgoingFailure, stillOutgoing } from './message.ts'
import type { ChatRequests } from './requests.ts'
import type { Sealing } from './sealing.ts'

export interface Chat {
  readonly messages: Accessor<readonly Message[]>
  /** Of this person: on its way, or not sent. */
  readonly outgoing: Accessor<readonly Outgoing[]>
  readonly state: Accessor<'loading' | 'ready' | 'failed'>
  /** What others have said since it was last looked at. */
  readonly unread: Accessor<number>
  /** What somebody else has just said; a new value each time. */
  readonly latest: Accessor<Message | undefined>
  /** What is written and not sent yet. */
  readonly draft: Accessor<string>
  setDraft(text: string): void
  send(text: string): void
  sendAgain(outgoing: Outgoing): void
  load(): void
}

export interface ChatDeps {
  readonly requests: ChatRequests
  readonly sealing: Sealing
  readonly live: Pick<LiveMeeting, 'hear' | 'now'>
  /** The own identity. */
  readonly self: Accessor<string | undefined>
  /** Somebody is looking at it. */
  readonly open: Accessor<boolean>
  /** Changes when the key does. */
  readonly connection: Accessor<unknown>
}

const failureOf = (error: unknown): OutgoingFailure => {
  const code = codeOfFailure(error)
  if (code === 'chat_forbidden') return 'closed'
  return code === 'too_many_requests' ? 'tooMany' : 'notSent'
}

/** Not `randomUUID`, which is there on https only. */
const newKey = () => crypto.getRandomValues(new BigUint64Array(2)).join('-')

/** Needs an owner. What was said is read when the call is shown, and told from then on. */
export const createChat = ({ requests, sealing, live, self, open, connection }: ChatDeps): Chat => {
  const [messages, setMessages] = createSignal<readonly Message[]>([])
  const [outgoing, setOutgoing] = createSignal<readonly Outgoing[]>([])
  const [state, setState] = createSignal<'loading' | 'ready' | 'failed'>('loading')
  const [seen, setSeen] = createSignal<string>()
  const [latest, setLatest] = createSignal<Message>()
  const [draft, setDraft] = createSignal('')
  const said = new Map<string, ChatMessage>()
  let reading: Promise<void> | undefined
  let readAgain = false
  let closed = false
  onCleanup(() => {
    closed = true
  })

  /** In the order in which they come, whatever opening each of them takes. */
  let taking: Promise<void> = Promise.resolve()
  const take = (news: readonly ChatMessage[], told: boolean): Promise<void> => {
    taking = taking.then(async () => {
      const fresh = news.filter(({ message_id }) => !said.has(message_id))
      if (fresh.length === 0 || closed) return
      for (const one of fresh) said.set(one.message_id, one)
      const read = await Promise.all(fresh.map(async (one) => asMessage(one, await sealing.textOf(one))))
      batch(() => {
        setMessages((known) => merged(known, read))
        setOutgoing((waiting) =>
          stillOutgoing(
            waiting,
            read.filter(({ by }) => by === self()),
          ),
        )
        const last = told ? read.findLast(({ by }) => by !== self()) : undefined
        if (last) setLatest(last)
      })
    })
    return taking
  }

  /** Up to here nothing is missing; what was told since may have gaps before it. */
  let complete: string | undefined
  const readOn = async () => {
    const first = state() !== 'ready'
    if (first) setState('loading')
    try {
      const all = await requests.read(complete)
      complete = all.at(-1)?.message_id ?? complete
      await take(all, !first)
      // What was said before this person came is nothing that they have missed.
      if (first) setSeen(messages().at(-1)?.id ?? '0-0')
      setState('ready')
    } catch {
      if (first) setState('failed')
    }
  }
  const load = () => {
    if (reading) {
      readAgain = true
      return
    }
    reading = readOn().finally(() => {
      reading = undefined
      if (readAgain && !closed) load()
      readAgain = false
    })
  }

  const replace = (key: string, by: readonly Outgoing[]) =>
    setOutgoing((waiting) => waiting.flatMap((one) => (one.key === key ? by : [one])))
  const post = async (one: Outgoing) => {
    try {
      const sent = await requests.send(await sealing.body(one.text, self() ?? ''), one.key)
      await take([sent], false)
      replace(one.key, [])
    } catch (error) {
      replace(one.key, [{ ...one, failure: failureOf(error) }])
    }
  }
  /** One after the other, so that they arrive in the order in which they were written. */
  let posting: Promise<void> = Promise.resolve()
  const enqueue = (one: Outgoing) => {
    posting = posting.then(() => post(one))
  }

  live.hear((message) => {
    if (message) void take([message], true)
    else load()
  })
  load()

  createEffect(
    on(
      connection,
      async () => {
        const read = await Promise.all([...said.values()].map(async (one) => asMessage(one, await sealing.textOf(one))))
        setMessages((known) => merged(known, read))
      },
      { defer: true },
    ),
  )
  createEffect(() => {
    const last = messages().at(-1)
    if (open() && last && state() === 'ready') setSeen(last.id)
  })
  const unread = createMemo(() => {
    const from = seen()
    return from === undefined ? 0 : messages().filter(({ id, by }) => by !== self() && compareIds(id, from) > 0).length
  })

  return {
    messages,
    outgoing,
    state,
    unread,
    latest,
    draft,
    setDraft,
    send(text) {
      const one: Outgoing = { key: newKey(), text, at: live.now() }
      setOutgoing((waiting) => [...waiting, one])
      enqueue(one)
    },
    sendAgain({ key, text }) {
      const again: Outgoing = { key, text, at: live.now() }
      replace(key, [again])
      enqueue(again)
    },
    load,
  }
}
