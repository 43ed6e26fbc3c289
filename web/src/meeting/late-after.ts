import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from 'solid-js'

/** True once `holds` has been true for `milliseconds` on end. */
export const lateAfter = (holds: Accessor<boolean>, milliseconds: number): Accessor<boolean> => {
  const [late, setLate] = createSignal(false)
  // Other news about the same fact must not start the time anew.
  const held = createMemo(holds)
  createEffect(() => {
    setLate(false)
    if (!held()) return
    const timer = setTimeout(() => setLate(true), milliseconds)
    onCleanup(() => clearTimeout(timer))
  })
  return late
}
