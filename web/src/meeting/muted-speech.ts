import type { Permissions } from '@runde/contracts/meetings'
import { type Accessor, createEffect, onCleanup } from 'solid-js'
import { createLoudness } from '../media/loudness.ts'
import type { LocalMedia } from '../media/media-types.ts'

const period = 200
const loud = 0.45
/** Speech, not a door: this many loud moments among the last ten. */
const enough = 5
const quietAfterTelling = 60_000

/**
 * Notices that a muted person who may speak does, by a copy of their microphone's track that goes nowhere. `tell` answers whether
 * it has told them; otherwise it is asked again while they speak.
 */
export const mutedSpeech = (media: LocalMedia, may: Accessor<Permissions>, tell: () => boolean): void => {
  let told = Number.NEGATIVE_INFINITY
  createEffect(() => {
    const { wanted, track } = media.microphone()
    if (wanted || !may().microphone || track?.readyState !== 'live' || typeof AudioContext === 'undefined') return
    const copy = track.clone()
    copy.enabled = true
    const loudness = createLoudness(copy)
    let moments: boolean[] = []
    const timer = setInterval(() => {
      moments = [...moments.slice(-9), (loudness.read()?.level ?? 0) > loud]
      if (moments.filter(Boolean).length < enough || Date.now() - told < quietAfterTelling) return
      if (tell()) told = Date.now()
    }, period)
    onCleanup(() => {
      clearInterval(timer)
      loudness[Symbol.dispose]()
      copy.stop()
    })
  })
}
