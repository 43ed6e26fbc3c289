import { createEffect, on } from 'solid-js'
import type { MediaKind } from '../media/media-types.ts'
import type { CallView } from './call-context.ts'
import { mutedSpeech } from './muted-speech.ts'
import { t } from './words.ts'

const weakAgainAfter = 120_000

/** Tells the person what they should know of their own devices and line, in toasts. */
export const tellNotices = (call: CallView): void => {
  const { media, toasts } = call
  const own = () => call.state.people.find((one) => one.own)?.identity

  const tellDevice = (kind: MediaKind) =>
    createEffect(
      on(
        () => media[kind]().wanted && media[kind]().problem,
        (problem, before) => {
          if (!problem || problem === before) return
          const gone = problem === 'absent'
          const text = kind === 'camera' ? (gone ? t().cameraGone : t().cameraProblem) : gone ? t().microphoneGone : t().microphoneProblem
          toasts.say({ text })
        },
        { defer: true },
      ),
    )
  tellDevice('camera')
  tellDevice('microphone')

  createEffect(
    on(
      call.problem,
      (problem) => {
        if (problem?.what === 'share') toasts.say({ text: t().shareFailed })
      },
      { defer: true },
    ),
  )

  let toldWeak = Number.NEGATIVE_INFINITY
  createEffect(() => {
    if (!call.weak().has(own() ?? '') || Date.now() - toldWeak < weakAgainAfter) return
    toldWeak = Date.now()
    toasts.say({ text: t().weakSelf })
  })

  createEffect(on(call.returns, () => toasts.say({ text: t().back }), { defer: true }))

  mutedSpeech(media, () =>
    toasts.say({ text: t().mutedSpeaking, action: { label: t().unmute, run: () => void media.setWanted('microphone', true) } }),
  )
}
