import type { AskableSource, MutableSource } from '@runde/contracts/host-operations'
import { createEffect, createMemo, on, untrack } from 'solid-js'
import { language } from '../i18n/language.ts'
import type { CallView } from './call-context.ts'
import { canShareScreen } from './local-share.ts'
import { givenBack } from './permissions.ts'
import type { Toast } from './toasts.ts'
import { t } from './words.ts'

/** "das Mikrofon und die Kamera" */
const things = (sources: readonly MutableSource[]): string =>
  new Intl.ListFormat(language()).format(sources.map((source) => t().sendings[source]))

/** Tells the person what hosts take from them, give back to them and ask of them. Nothing goes on by itself. */
export const tellPermissions = (call: CallView): void => {
  const { toasts, questions, may } = call
  let given: Toast | undefined
  const asked = new Map<AskableSource, Toast>()
  const isOn = (source: AskableSource) => (source === 'microphone' ? call.microphoneOn() : call.cameraOn())

  createEffect(
    on(call.taken, (sources) => {
      if (sources.length > 0) toasts.say({ text: t().takenAway(things(sources)) })
    }),
  )

  const toastOf = (sources: readonly MutableSource[]): Toast => {
    const [only, ...more] = sources
    if (!only || more.length > 0) return { text: t().givenBack(things(sources)) }
    const label = only === 'screen_share' ? t().shareAgain : t().turnOn
    return { text: t().onceMore[only], action: { label, run: () => call.turnOn(only) } }
  }
  createEffect(
    on(may, (now, before) => {
      if (given) toasts.withdraw(given)
      given = undefined
      // Whoever leads the meeting from now on is told that, and may send everything.
      if (!before || untrack(call.role) !== 'participant') return
      const sources = givenBack(before, now).filter((source) => source !== 'screen_share' || canShareScreen())
      if (sources.length === 0) return
      given = toastOf(sources)
      toasts.say(given)
    }),
  )

  const mayWrite = createMemo(() => may().chat)
  createEffect(
    on(
      mayWrite,
      (allowed) => {
        // Whoever leads the meeting from now on is told that, and may write.
        if (untrack(call.role) === 'participant') toasts.sayNext({ text: allowed ? t().chatAgain : t().takenAway(t().sendings.chat) })
      },
      { defer: true },
    ),
  )

  const answered = (what: AskableSource) => {
    const toast = asked.get(what)
    if (toast) questions.withdraw(toast)
    asked.delete(what)
  }
  createEffect(
    on(call.asked, (question) => {
      if (!question || isOn(question.what) || !may()[question.what]) return
      const { what } = question
      answered(what)
      const toast: Toast = {
        text: t().asks[what],
        action: { label: t().turnOn, run: () => call.turnOn(what) },
        decline: t().notNow,
      }
      asked.set(what, toast)
      questions.sayNext(toast)
    }),
  )
  for (const what of ['microphone', 'camera'] as const)
    createEffect(() => {
      if (isOn(what) || !may()[what]) answered(what)
    })
}
