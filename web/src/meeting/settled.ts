import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js'
import { type SettleRules, settle, unsettled } from './settle.ts'

const same = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => a.size === b.size && [...a].every((id) => b.has(id))

/** The calmed version of a flickering set of identities. */
export const settled = (active: Accessor<readonly string[]>, rules: SettleRules): Accessor<ReadonlySet<string>> => {
  const [shown, setShown] = createSignal<ReadonlySet<string>>(unsettled.shown, { equals: same })
  let state = unsettled
  let timer: ReturnType<typeof setTimeout> | undefined
  const step = (now: readonly string[]) => {
    clearTimeout(timer)
    const next = settle(state, now, Date.now(), rules)
    state = next.state
    setShown(state.shown)
    if (next.wakeAt !== undefined) timer = setTimeout(() => step(now), Math.max(0, next.wakeAt - Date.now()))
  }
  createEffect(() => step(active()))
  onCleanup(() => clearTimeout(timer))
  return shown
}
