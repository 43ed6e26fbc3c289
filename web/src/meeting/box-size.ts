import { type Accessor, createSignal, onCleanup } from 'solid-js'

export interface Box {
  width: number
  height: number
}

/** The inner size of an element, at most once a frame. */
export const boxSize = (): [Accessor<Box>, (element: Element) => void] => {
  const [box, setBox] = createSignal<Box>({ width: 0, height: 0 }, { equals: (a, b) => a.width === b.width && a.height === b.height })
  const observer = new ResizeObserver(([entry]) => entry && setBox({ width: entry.contentRect.width, height: entry.contentRect.height }))
  onCleanup(() => observer.disconnect())
  return [
    box,
    (element) => {
      observer.observe(element)
      const { width, height } = element.getBoundingClientRect()
      setBox({ width, height })
    },
  ]
}
