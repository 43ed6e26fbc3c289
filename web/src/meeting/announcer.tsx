import { createEffect, createSignal, on, onCleanup, untrack } from 'solid-js'
import { useCall } from './call-context.ts'
import { newsTeller, spokenText } from './chat/news-teller.ts'
import { comings, spoken } from './comings.ts'
import { newHands } from './hands.ts'
import { t } from './words.ts'

const batch = 3000

/** One polite voice for screen readers: comings and goings every 3 s at most, who shares, who raises their hand, and what is written. */
export const Announcer = () => {
  const call = useCall()
  const [text, setText] = createSignal('')
  const present = () => new Map(call.state.people.filter((one) => !one.own).map((one) => [one.identity, one.name]))
  const sharing = () => new Map(call.state.shares.filter((one) => !one.own).map((one) => [one.identity, one.name]))
  const raised = () => new Set(call.hands().map(({ identity }) => identity))
  let told = { people: new Map<string, string>(), shares: new Map<string, string>(), hands: raised() }
  let timer: ReturnType<typeof setTimeout> | undefined
  const news = newsTeller()
  /** What was written last, where nobody looks at it; what has to wait for its turn is told then. */
  const written = (): string | undefined => {
    const { message, wait } = news(untrack(call.chat.unread), Date.now())
    if (wait !== undefined) timer ??= setTimeout(tell, wait)
    return message && t().messageFrom(message.name, spokenText(message.text))
  }
  const tell = () => {
    timer = undefined
    const now = untrack(() => ({ people: present(), shares: sharing(), hands: raised() }))
    const { came, went } = comings(told.people, now.people)
    const started = comings(told.shares, now.shares).came
    const hands = newHands(told.hands, untrack(call.hands)).filter(({ person }) => !person.own)
    told = now
    const sentences = [
      ...[spoken(came, t().came), spoken(went, t().went)],
      ...started.map((name) => t().startedSharing(name)),
      ...hands.map(({ person, place }) => t().raises(person.name, place)),
      written(),
    ]
    setText(sentences.filter(Boolean).join('. '))
  }
  createEffect(
    on([present, sharing, call.hands, call.chat.unread], () => {
      timer ??= setTimeout(tell, batch)
    }),
  )
  onCleanup(() => clearTimeout(timer))
  return (
    <div class="sr" role="status" aria-live="polite">
      {text()}
    </div>
  )
}
