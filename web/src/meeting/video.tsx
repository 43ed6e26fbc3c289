import type { Track } from 'livekit-client'
import { createEffect, on, onCleanup } from 'solid-js'

interface VideoProps {
  /** A track of LiveKit's, attached through the SDK so that only what is seen is received; or a track of one's own. */
  track: Track | MediaStreamTrack
  onPlaying(playing: boolean): void
  onSize?(width: number, height: number): void
}

/** One video element for as long as there is a picture; another track takes its place without a new element. */
export const Video = (props: VideoProps) => {
  let element!: HTMLVideoElement
  const attach = () => {
    const { track } = props
    if (track instanceof MediaStreamTrack) {
      element.srcObject = new MediaStream([track])
      element.play().catch(() => {})
      return
    }
    track.attach(element)
    onCleanup(() => track.detach(element))
  }
  const playing = () => props.onPlaying(true)
  const size = () => props.onSize?.(element.videoWidth, element.videoHeight)
  queueMicrotask(() => element.addEventListener('emptied', () => props.onPlaying(false)))
  onCleanup(() => props.onPlaying(false))
  return (
    // biome-ignore lint/a11y/useMediaCaption: live pictures of a call have no captions yet
    <video
      ref={(video) => {
        element = video
        video.muted = true
        createEffect(on(() => props.track, attach))
      }}
      autoplay
      playsinline
      disablepictureinpicture
      onLoadedData={playing}
      onResize={size}
    />
  )
}
