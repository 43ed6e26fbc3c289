/** Hidden tabs get no frames: then a timer does the work, at the pace that the browser grants. */
const hiddenDelay = 100

/** Runs `work` at most once a frame, however often it is asked for. */
export const onceAFrame = (work: () => void): { ask(): void; cancel(): void } => {
  let frame = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const cancel = () => {
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
  return { ask, cancel }
}
