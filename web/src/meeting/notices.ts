import { createEffect, on, untrack } from 'solid-js'
import { language } from '../i18n/language.ts'
import { timeText } from '../live/time-text.ts'
import type { MediaKind } from '../media/media-types.ts'
import type { CallView } from './call-context.ts'
import { problemText } from './device-problems.ts'
import { openDeviceMenu } from './menu.tsx'
import { mutedSpeech } from './muted-speech.ts'
import { roleNews } from './roles.ts'
import { t } from './words.ts'

const weakAgainAfter = 120_000

/** Tells the person what they should know of their own devices and line, in toasts. */
export const tellNotices = (call: CallView): void => {
  const { media, toasts } = call
  const own = () => call.state.people.find((one) => one.own)?.identity

  /** A device in use has gone, and no other took its place. What pressing its button meets is told there. */
  const tellDevice = (kind: MediaKind) =>
    createEffect((used: boolean) => {
      const { wanted, track, problem } = media[kind]()
      if (used && wanted && problem) {
        const text = problem === 'absent' ? (kind === 'camera' ? t().cameraGone : t().microphoneGone) : problemText(kind, problem)
        toasts.say({ text, action: { label: t().choose, run: () => openDeviceMenu(kind) } })
      }
      return track !== undefined || (used && !problem)
    }, false)
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

  /** What nobody has to act on does not take the place of what somebody is about to press. */
  const awaitsPress = () => toasts.toast()?.action !== undefined

  let toldWeak = Number.NEGATIVE_INFINITY
  createEffect(() => {
    if (!call.weak().has(own() ?? '') || Date.now() - toldWeak < weakAgainAfter || awaitsPress()) return
    toldWeak = Date.now()
    toasts.say({ text: t().weakSelf })
  })

  createEffect(
    on(
      call.muted,
      (muted) => {
        if (muted) toasts.say({ text: { microphone: t().mutedByHost, camera: t().cameraByHost, share: t().shareByHost }[muted.what] })
      },
      { defer: true },
    ),
  )

  createEffect(
    on(call.role, (now, before) => {
      const news = before && roleNews(before, now)
      if (news) toasts.say({ text: t()[news] })
    }),
  )

  createEffect(on(call.returns, () => toasts.say({ text: t().back }), { defer: true }))

  createEffect(
    on(call.live.notice, (notice) => {
      const host = untrack(call.host)
      const action = host && { label: t().extendHalfHour, run: () => void host.extend(1800) }
      if (notice?.what === 'soon') toasts.say({ text: t().endsIn(notice.minutes), long: true, ...(action && { action }) })
      if (notice?.what === 'extended') toasts.say({ text: t().extended(timeText(notice.until, call.live.now(), language())), long: true })
    }),
  )

  mutedSpeech(media, call.may, () => {
    if (awaitsPress()) return false
    toasts.say({ text: t().mutedSpeaking, action: { label: t().unmute, run: () => call.turnOn('microphone') } })
    return true
  })
}
