import { createEffect, on } from 'solid-js'
import type { CallView } from './call-context.ts'
import { playTap } from './chimes.ts'
import { newHands } from './hands.ts'

/** Lets whoever leads the meeting hear that somebody else raises their hand: they may look elsewhere. Hands that were up before are no news. */
export const tellHands = (call: CallView): void => {
  let known = new Set(call.hands().map(({ identity }) => identity))
  createEffect(
    on(
      call.hands,
      (queue) => {
        const news = newHands(known, queue).filter(({ person }) => !person.own)
        known = new Set(queue.map(({ identity }) => identity))
        const own = call.state.people.find((one) => one.own)?.identity
        // Nobody who speaks is interrupted.
        if (news.length > 0 && call.host() && !call.speaking().has(own ?? '')) void playTap(call.media.chosen().speaker)
      },
      { defer: true },
    ),
  )
}
