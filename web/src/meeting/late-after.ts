import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js'

/** True once `holds` has been true for `milliseconds` on end. */
export const lateAfter = (holds: Accessor<boolean>, milliseconds: number): Accessor<boolean> => {
  const [late, setLate] = createSignal(false)
  createEffect(() => {
    setLate(false)
    if (!holds()) return
    const timer = setTimeout(() => setLate(true), milliseconds)
    onCleanup(() => clearTimeout(timer))
  })
  return late
}
