import { createEffect, createSignal, Show } from 'solid-js'
import { useCall } from './call-context.ts'

/** The last picture of a video, kept while the line is down and the video itself is gone. */
export const Still = (props: { of: HTMLVideoElement; playing: boolean }) => {
  const call = useCall()
  const [canvas, setCanvas] = createSignal<HTMLCanvasElement>()
  const draw = (): HTMLCanvasElement | undefined => {
    const { videoWidth: width, videoHeight: height } = props.of
    if (width === 0) return undefined
    const still = document.createElement('canvas')
    Object.assign(still, { width, height })
    still.getContext('2d')?.drawImage(props.of, 0, 0)
    return still
  }
  createEffect((before: boolean) => {
    const down = call.trouble() !== undefined
    if (down && !before) setCanvas(draw())
    if (!down && props.playing) setCanvas(undefined)
    return down
  }, false)
  return <Show when={!props.playing}>{canvas()}</Show>
}
