import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js'
import { createLoudness } from './loudness.ts'
import type { LocalMedia } from './media-types.ts'

const silentAfter = 8000

/** Below this peak a microphone gives nothing at all: muted on the device or unplugged. */
const noise = 0.0008

/** Measures a track for as long as it is there; sleeps with the page. */
export const createLevel = (track: Accessor<MediaStreamTrack | undefined>): Pick<LocalMedia, 'level' | 'sound'> => {
  const [level, setLevel] = createSignal(0)
  const [sound, setSound] = createSignal<ReturnType<LocalMedia['sound']>>('waiting')

  createEffect(() => {
    const measured = track()
    setLevel(0)
    setSound('waiting')
    if (!measured || typeof AudioContext === 'undefined') return
    const loudness = createLoudness(measured)
    let quietSince = performance.now()
    let frame = requestAnimationFrame(function measure(now) {
      frame = requestAnimationFrame(measure)
      const next = loudness.read()
      if (!next) {
        quietSince = now
        return
      }
      if (next.peak > noise) quietSince = now
      if (next.level > 0.15) setSound('heard')
      else if (now - quietSince > silentAfter) setSound('silent')
      else setSound((before) => (before === 'heard' ? before : 'listening'))
      setLevel((before) => {
        const smoothed = Math.max(next.level, before * 0.88)
        return Math.abs(smoothed - before) < 0.01 ? before : smoothed
      })
    })
    onCleanup(() => {
      cancelAnimationFrame(frame)
      loudness[Symbol.dispose]()
    })
  })

  return { level, sound }
}
