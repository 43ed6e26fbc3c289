import type { Track } from 'livekit-client'
import { createEffect, createSignal, on, onCleanup } from 'solid-js'
import { Still } from './still.tsx'

interface VideoProps {
  /** A track of LiveKit's, attached through the SDK so that only what is seen is received; or a track of one's own. */
  track: Track | MediaStreamTrack
  onPlaying(playing: boolean): void
  onSize?(width: number, height: number): void
}

/** One video element for as long as there is a picture; another track takes its place without a new element. */
export const Video = (props: VideoProps) => {
  const [playing, setPlaying] = createSignal(false)
  const element = document.createElement('video')
  Object.assign(element, { autoplay: true, playsInline: true, muted: true, disablePictureInPicture: true })
  element.onloadeddata = () => setPlaying(true)
  element.onemptied = () => setPlaying(false)
  element.onresize = () => props.onSize?.(element.videoWidth, element.videoHeight)
  createEffect(() => props.onPlaying(playing()))
  onCleanup(() => props.onPlaying(false))

  const attach = (track: VideoProps['track']) => {
    if (track instanceof MediaStreamTrack) {
      element.srcObject = new MediaStream([track])
      // A refusal is the browser's to lift: it plays with the next gesture.
      element.play().catch(() => {})
      return
    }
    track.attach(element)
    onCleanup(() => track.detach(element))
  }
  createEffect(on(() => props.track, attach))
  return (
    <>
      {element}
      <Still of={element} playing={playing()} />
    </>
  )
}
