import { type Accessor, createSignal, onCleanup } from 'solid-js'

const after = 4000

/** True while nobody has pointed at an element, pressed in it or had focus in it for a while. */
export const idle = (): [Accessor<boolean>, (element: HTMLElement) => void] => {
  const [quiet, setQuiet] = createSignal(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  const wake = () => {
    clearTimeout(timer)
    setQuiet(false)
    timer = setTimeout(() => setQuiet(true), after)
  }
  onCleanup(() => clearTimeout(timer))
  return [
    quiet,
    (element) => {
      for (const event of ['pointermove', 'pointerdown', 'focusin', 'keydown']) element.addEventListener(event, wake, { passive: true })
      wake()
    },
  ]
}
