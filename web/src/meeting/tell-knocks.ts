import type { WaitingInLobby } from '@runde/contracts/host-operations'
import { createEffect, on } from 'solid-js'
import type { CallView } from './call-context.ts'
import { playKnock } from './chimes.ts'
import { type Knock, knockOf } from './knocks.ts'
import type { Toast } from './toasts.ts'
import { t } from './words.ts'

/** Tells whoever leads the meeting who wants to come in, once each: by a toast, which is spoken too, and a sound. */
export const tellKnocks = (call: CallView): void => {
  const { toasts } = call
  const heard = new Set<string>()
  let told: { readonly toast: Toast; readonly numWaiting: number } | undefined

  const toastOf = ({ person, numWaiting }: Knock): Toast =>
    person
      ? { text: t().knocks(person.display_name), action: { label: t().admit, run: () => void call.host()?.admit(person) } }
      : { text: t().numWaiting(numWaiting), action: { label: t().showWaiting, run: () => call.setPanel('people') } }

  const withdraw = () => {
    if (told) toasts.withdraw(told.toast)
    told = undefined
  }
  const tell = (knock: Knock) => {
    const toast = toastOf(knock)
    // Whoever has just been made a co-host is told that first.
    if (heard.size === 0) toasts.sayNext(toast)
    else toasts.say(toast)
    told = { toast, numWaiting: knock.numWaiting }
    const own = call.state.people.find((one) => one.own)?.identity
    if (!call.speaking().has(own ?? '')) void playKnock(call.media.chosen().speaker)
  }
  const hear = (waiting: readonly WaitingInLobby[]) => {
    const knock = knockOf(heard, waiting)
    if (knock || told?.numWaiting !== waiting.length) withdraw()
    if (knock) tell(knock)
    for (const { participant_id } of waiting) heard.add(participant_id)
  }
  createEffect(
    on(
      () => call.host()?.waiting(),
      (waiting) => {
        if (waiting) return hear(waiting)
        withdraw()
        heard.clear()
      },
    ),
  )
}
