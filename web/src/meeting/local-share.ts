import { type Accessor, createSignal } from 'solid-js'

export interface SharedScreen {
  video: MediaStreamTrack
  /** Only where the browser offers sound and the person ticked it. */
  audio?: MediaStreamTrack
}

export interface LocalShare {
  readonly screen: Accessor<SharedScreen | undefined>
  /** Asks the browser for a screen, window or tab. Resolves to false when the person thought better of it; rejects when it is not allowed. */
  start(): Promise<boolean>
  stop(): void
}

export const canShareScreen = (): boolean => typeof navigator.mediaDevices?.getDisplayMedia === 'function'

const wish = {
  video: { width: { max: 2560 }, height: { max: 1440 }, frameRate: { max: 15 } },
  audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  selfBrowserSurface: 'exclude',
  surfaceSwitching: 'include',
  systemAudio: 'include',
} as const satisfies DisplayMediaStreamOptions & Record<string, unknown>

/** The own screen, captured from the click until it is stopped here or in the browser's own bar; it outlives a lost line. */
export const createLocalShare = (): LocalShare => {
  const [screen, setScreen] = createSignal<SharedScreen>()
  const stop = () => {
    const now = screen()
    setScreen(undefined)
    now?.video.stop()
    now?.audio?.stop()
  }
  const start = async () => {
    let stream: MediaStream
    try {
      stream = await navigator.mediaDevices.getDisplayMedia(wish)
    } catch (error) {
      // The person closed the browser's dialog: no more to be said.
      if (error instanceof DOMException && error.name === 'NotAllowedError' && !/system|policy/i.test(error.message)) return false
      throw error
    }
    const [video] = stream.getVideoTracks()
    const [audio] = stream.getAudioTracks()
    if (!video) return false
    stop()
    video.contentHint = 'detail'
    video.addEventListener('ended', () => screen()?.video === video && stop())
    setScreen(audio ? { video, audio } : { video })
    return true
  }
  return { screen, start, stop }
}
