import { createMemo } from 'solid-js'
import { newestFirst } from './newest-first.ts'
import type { CallState, ScreenShare } from './room-store.ts'

/** The others' screens, the newest first; the own one is not shown back to its owner. */
export const othersShares = (state: CallState): (() => ScreenShare[]) => {
  const order = createMemo<string[]>(
    (before) =>
      newestFirst(
        before,
        state.shares.map((one) => one.sid),
      ),
    [],
  )
  return createMemo(() => {
    const bySid = new Map(state.shares.map((one) => [one.sid, one]))
    return order()
      .flatMap((sid) => bySid.get(sid) ?? [])
      .filter((one) => !one.own)
  })
}
