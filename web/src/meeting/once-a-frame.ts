/** Hidden tabs get no frames: then a timer does the work, at the pace that the browser grants. */
const hiddenDelay = 100

export interface FrameWork {
  /** At most once a frame, however often it is asked for. */
  ask(): void
  /** Right after the current task, once: for what should not wait for a frame. */
  askNow(): void
  cancel(): void
}

export const onceAFrame = (work: () => void): FrameWork => {
  let frame = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let urgent = false
  const cancel = () => {
    urgent = false
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    timer = undefined
  }
  const fire = () => {
    cancel()
    work()
  }
  const ask = () => {
    if (timer !== undefined) return
    frame = requestAnimationFrame(fire)
    timer = setTimeout(fire, hiddenDelay)
  }
  const askNow = () => {
    if (urgent) return
    urgent = true
    queueMicrotask(() => urgent && fire())
  }
  return { ask, askNow, cancel }
}
