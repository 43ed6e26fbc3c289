/** From the mean loudness of speech samples to 0..1: -60 dB and less is 0, -15 dB and more is 1. */
export const levelOf = (samples: Float32Array): { readonly level: number; readonly peak: number } => {
  let sum = 0
  let peak = 0
  for (const sample of samples) {
    sum += sample * sample
    peak = Math.max(peak, Math.abs(sample))
  }
  const decibels = 10 * Math.log10(sum / samples.length + 1e-12)
  return { level: Math.min(1, Math.max(0, (decibels + 60) / 45)), peak }
}

export interface Loudness extends Disposable {
  /** Undefined while the browser holds audio back, which it does until the person has touched the page. */
  read(): { readonly level: number; readonly peak: number } | undefined
}

const gestures = ['pointerdown', 'keydown'] as const

export const createLoudness = (track: MediaStreamTrack): Loudness => {
  const context = new AudioContext()
  const analyser = new AnalyserNode(context, { fftSize: 1024 })
  const source = new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) })
  source.connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  // A resume that the browser still refuses is tried again at the next gesture.
  const wake = () => {
    if (context.state === 'suspended') context.resume().catch(() => {})
  }
  for (const gesture of gestures) addEventListener(gesture, wake, { capture: true, passive: true })

  return {
    read() {
      if (context.state !== 'running') return undefined
      analyser.getFloatTimeDomainData(samples)
      return levelOf(samples)
    },
    [Symbol.dispose]() {
      for (const gesture of gestures) removeEventListener(gesture, wake, { capture: true })
      source.disconnect()
      context.close().catch(() => {})
    },
  }
}
