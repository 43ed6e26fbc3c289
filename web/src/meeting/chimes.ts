/** `setSinkId` is not in every browser, nor in TypeScript's list of what is. */
interface Sounding extends AudioContext {
  setSinkId?(speaker: string): Promise<void>
}

/** Hertz, and seconds from the start. */
type Tones = readonly (readonly [frequency: number, after: number])[]
const knock: Tones = [
  [659.3, 0],
  [880, 0.17],
]
const tap: Tones = [[587.3, 0]]
const seconds = 0.22
/** Of full loudness: heard beside voices, not above them. */
const loudness = 0.12
/** Milliseconds until it has faded, or until it is clear that the browser does not allow sound now. */
const longest = 1500

const play = (context: AudioContext, tones: Tones) => {
  for (const [frequency, after] of tones) {
    const start = context.currentTime + after
    const tone = new OscillatorNode(context, { type: 'sine', frequency })
    const gain = new GainNode(context, { gain: 0 })
    gain.gain.setValueAtTime(0, start)
    gain.gain.linearRampToValueAtTime(loudness, start + 0.015)
    gain.gain.exponentialRampToValueAtTime(0.0001, start + seconds)
    tone.connect(gain).connect(context.destination)
    tone.start(start)
    tone.stop(start + seconds)
  }
}

const sound = async (tones: Tones, speaker: string): Promise<void> => {
  if (typeof AudioContext === 'undefined') return
  const context: Sounding = new AudioContext()
  setTimeout(() => void context.close().catch(() => {}), longest)
  // A speaker that has gone is no reason to be silent.
  if (speaker) await context.setSinkId?.(speaker).catch(() => {})
  play(context, tones)
}

/** Two soft taps from the speaker that was chosen; empty for the system's default. Silent while the browser holds sound back. */
export const playKnock = (speaker: string): Promise<void> => sound(knock, speaker)

/** One soft tap: somebody raises their hand. */
export const playTap = (speaker: string): Promise<void> => sound(tap, speaker)
